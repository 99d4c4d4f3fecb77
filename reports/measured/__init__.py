"""A fit of measured specific heat for people: text, JSON, CSV, LaTeX, and one page of HTML and PDF with figures."""
