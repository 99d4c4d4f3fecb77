/* H - sigma = U D U^T for matrices with four bands beside the diagonal:  (H - sigma) x = v,  sigma <- sigma + (x.v)/(x.x).

   Twelve shifts of one matrix are worked on together, and the matrices of four potentials lie side by side.  Row k
   is eliminated from the last to the first; what is left of its couplings to k - 1, k - 2, k - 3 is A, B, C, the coupling to
   k - 4 is that of H, and D is one over the pivot.  The number of negative pivots is the number of eigenvalues
   below sigma (Sylvester's law of inertia); a pivot that is exactly zero makes that number NaN. */
#ifndef SOFTPOT_BAND_H
#define SOFTPOT_BAND_H

#include <math.h>
#include <string.h>

#define SIDE 4                   /* potentials side by side: one vector of doubles */
#define GROUPS 3
#define LANES (SIDE * GROUPS)    /* shifts worked on together */
#define ROWS 1712                /* the largest matrix, and the four rows that lead out of it */
#define ROOM 16

typedef double Four __attribute__((vector_size(32)));
typedef long long Mask __attribute__((vector_size(32)));

typedef struct {
    Four D[GROUPS], A[GROUPS], B[GROUPS], C[GROUPS], V[GROUPS], X[GROUPS];
} Row;

static double root1[ROWS + ROOM], root2[ROWS + ROOM], root3[ROWS + ROOM], root4[ROWS + ROOM], start[256];

static void band_tables(void)
{
    unsigned state = 1u;
    for (int k = 0; k < ROWS + ROOM; k++) {
        double x = k;
        root1[k] = sqrt(0.5 * (x + 1));
        root2[k] = sqrt((x + 1) * (x + 2));
        root3[k] = sqrt(0.125 * (x + 1) * (x + 2) * (x + 3));
        root4[k] = 0.25 * sqrt((x + 1) * (x + 2) * (x + 3) * (x + 4));
    }
    for (int k = 0; k < 256; k++) { /* any vector that is orthogonal to no state will do: the same one every time */
        state = state * 1664525u + 1013904223u;
        start[k] = 0.5 + (double)(state >> 8) / 16777216.0;
        if (state & 64u)
            start[k] = -start[k];
    }
}

static inline Four all(double x)
{
    return (Four){x, x, x, x};
}

/* Row k holds H[k][k - m], m = 0 ... 4, of four potentials: h_m of doubles/oscillator.py, in all functions. */
static void fill_whole(const Four *v, Four kinetic, int rows, Four *h)
{
    Four sum = v[2] + kinetic, half = 0.5 * (v[2] - kinetic);
    for (int i = 0; i < rows; i++, h += 5) {
        double k = i;
        h[0] = v[0] + sum * (k + 0.5) + v[4] * (1.5 * k * (k + 1) + 0.75);
        h[1] = i >= 1 ? (v[1] + 1.5 * v[3] * k) * root1[i - 1] : all(0);
        h[2] = i >= 2 ? (half + v[4] * (k - 0.5)) * root2[i - 2] : all(0);
        h[3] = i >= 3 ? v[3] * root3[i - 3] : all(0);
        h[4] = i >= 4 ? v[4] * root4[i - 4] : all(0);
    }
}

/* The same in the even (parity 0) or odd (parity 1) functions about a centre of symmetry, where v_1 = v_3 = 0. */
static void fill_parity(const Four *v, Four kinetic, int rows, int parity, Four *h)
{
    Four sum = v[2] + kinetic, half = 0.5 * (v[2] - kinetic);
    for (int i = 0; i < rows; i++, h += 5) {
        int n = 2 * i + parity;
        double k = n;
        h[0] = v[0] + sum * (k + 0.5) + v[4] * (1.5 * k * (k + 1) + 0.75);
        h[1] = i >= 1 ? (half + v[4] * (k - 0.5)) * root2[n - 2] : all(0);
        h[2] = i >= 2 ? v[4] * root4[n - 4] : all(0);
        h[3] = h[4] = all(0);
    }
}

/* What follows is compiled for one, two and three groups of lanes, so that few levels cost less than LANES: */
#define GROUPED static inline __attribute__((always_inline)) void
#define BY_GROUPS(call)      \
    do {                     \
        if (groups == 1)     \
            call(1);         \
        else if (groups == 2) \
            call(2);         \
        else                 \
            call(GROUPS);    \
    } while (0)

/* The groups that so many lanes fill. */
static inline int groups_of(int lanes)
{
    return (lanes + SIDE - 1) / SIDE;
}

/* Pivots of H_n - shift for potential p; how many are negative; with `solve` also V of (H - shift) x = X. */
GROUPED eliminate_in(int groups, const Four *h, int p, int n, const double *shift, double *negative, Row *w, int solve)
{
    Four sigma[GROUPS], count[GROUPS];
    const double *first = (const double *)h + p;
    for (int q = 0; q < groups; q++) {
        memcpy(&sigma[q], shift + SIDE * q, sizeof(Four));
        count[q] = all(0);
    }
    memset(w + n, 0, 4 * sizeof(Row));
    for (int k = n - 1; k >= 0; k--) {
        const double *row = first + 20 * k;
        double h0 = row[0], h1 = row[4], h2 = row[8], h3 = row[12];
        double e1 = row[20 + 16], e2 = row[40 + 16], e3 = row[60 + 16], e4 = row[80 + 16];
        Row *z = w + k;
        for (int q = 0; q < groups; q++) {
            Four a1 = z[1].A[q], b1 = z[1].B[q], c1 = z[1].C[q], b2 = z[2].B[q], c2 = z[2].C[q], c3 = z[3].C[q];
            Four l1 = z[1].D[q] * a1, l2 = z[2].D[q] * b2, l3 = z[3].D[q] * c3, l4 = z[4].D[q] * e4;
            Four pivot = (h0 - sigma[q]) - l4 * e4 - l3 * c3 - l2 * b2 - l1 * a1;
            Four inverse = 1.0 / pivot;
            z->D[q] = inverse;
            z->A[q] = h1 - l3 * e3 - l2 * c2 - l1 * b1;
            z->B[q] = h2 - l2 * e2 - l1 * c1;
            z->C[q] = h3 - l1 * e1;
            count[q] += (Four)((Mask)(pivot < 0.0) & (Mask)all(1)) + 0.0 * inverse; /* no number after a pivot of 0 */
            if (solve)
                z->V[q] = inverse * (z->X[q] - e4 * z[4].V[q] - c3 * z[3].V[q] - b2 * z[2].V[q] - a1 * z[1].V[q]);
        }
    }
    for (int q = 0; q < groups; q++)
        memcpy(negative + SIDE * q, &count[q], sizeof(Four));
}

static void eliminate(int groups, const Four *h, int p, int n, const double *shift, double *negative, Row *w, int solve)
{
#define COUNTED(g) eliminate_in(g, h, p, n, shift, negative, w, 0)
#define SOLVED(g) eliminate_in(g, h, p, n, shift, negative, w, 1)
    if (solve)
        BY_GROUPS(SOLVED);
    else
        BY_GROUPS(COUNTED);
}

/* X <- the solution of (H_n - shift) x = X; (x.X)/(x.x) and x.x of each lane. */
GROUPED substitute_in(int groups, const Four *h, int p, int n, Row *w, double *quotient, double *square)
{
    Four s[GROUPS], t[GROUPS];
    const double *first = (const double *)h + p;
    for (int q = 0; q < groups; q++)
        s[q] = t[q] = all(0);
    memset(w - 4, 0, 4 * sizeof(Row));
    for (int k = 0; k < n; k++) {
        double h4 = first[20 * k + 16];
        Row *z = w + k;
        for (int q = 0; q < groups; q++) {
            Four known = h4 * z[-4].X[q] + z->C[q] * z[-3].X[q] + z->B[q] * z[-2].X[q];
            Four x = z->V[q] - z->D[q] * (known + z->A[q] * z[-1].X[q]);
            s[q] += x * z->X[q];
            t[q] += x * x;
            z->X[q] = x;
        }
    }
    for (int q = 0; q < groups; q++) {
        Four ratio = s[q] / t[q];
        memcpy(quotient + SIDE * q, &ratio, sizeof(Four));
        memcpy(square + SIDE * q, &t[q], sizeof(Four));
    }
}

static void substitute(int groups, const Four *h, int p, int n, Row *w, double *quotient, double *square)
{
#define SUBSTITUTED(g) substitute_in(g, h, p, n, w, quotient, square)
    BY_GROUPS(SUBSTITUTED);
}

/* Rayleigh quotient of the vectors X and |H x - value x|^2 / |x|^2 in the whole space: H leads four rows out of n. */
GROUPED residual_in(int groups, const Four *h, int p, int n, const double *shift, double *value, double *square, Row *w)
{
    Four sigma[GROUPS], s[GROUPS], t[GROUPS], u[GROUPS];
    const double *first = (const double *)h + p;
    for (int q = 0; q < groups; q++) {
        memcpy(&sigma[q], shift + SIDE * q, sizeof(Four));
        s[q] = t[q] = u[q] = all(0);
    }
    for (int j = 0; j < 8; j++)
        memset(w[n + j].X, 0, sizeof w[0].X);
    for (int k = 0; k < n + 4; k++) {
        const double *row = first + 20 * k;
        double h0 = row[0], h1 = row[4], h2 = row[8], h3 = row[12], h4 = row[16];
        double u1 = row[24], u2 = row[48], u3 = row[72], u4 = row[96];
        Row *z = w + k;
        for (int q = 0; q < groups; q++) {
            Four x = z->X[q];
            Four y = (h0 - sigma[q]) * x + h1 * z[-1].X[q] + h2 * z[-2].X[q] + h3 * z[-3].X[q] + h4 * z[-4].X[q];
            y += u1 * z[1].X[q] + u2 * z[2].X[q] + u3 * z[3].X[q] + u4 * z[4].X[q];
            s[q] += x * y;
            t[q] += x * x;
            u[q] += y * y;
        }
    }
    for (int q = 0; q < groups; q++) {
        Four c = s[q] / t[q], found = sigma[q] + c, rest = u[q] / t[q] - c * c;
        memcpy(value + SIDE * q, &found, sizeof(Four));
        memcpy(square + SIDE * q, &rest, sizeof(Four));
    }
}

static void residual(int groups, const Four *h, int p, int n, const double *shift, double *value, double *square, Row *w)
{
#define RESIDUAL(g) residual_in(g, h, p, n, shift, value, square, w)
    BY_GROUPS(RESIDUAL);
}

/* <x>, <x^2>, <x^3> of the vectors X for y = c + s x in units of s, x = (A + A^+)/sqrt(2); parity -1: all functions. */
static void moments(int n, int parity, const Row *w, double (*moment)[3])
{
    Four s[3][GROUPS], t[GROUPS];
    for (int q = 0; q < GROUPS; q++)
        s[0][q] = s[1][q] = s[2][q] = t[q] = all(0);
    for (int i = 0; i < n; i++) {
        int k = parity < 0 ? i : 2 * i + parity;
        const Row *z = w + i;
        for (int q = 0; q < GROUPS; q++) { /* X vanishes from row n to row n + 7 */
            Four x = z->X[q];
            t[q] += x * x;
            s[1][q] += (k + 0.5) * x * x + root2[k] * x * z[parity < 0 ? 2 : 1].X[q];
            if (parity < 0) {
                s[0][q] += 2.0 * root1[k] * x * z[1].X[q];
                s[2][q] += 3.0 * (k + 1) * root1[k] * x * z[1].X[q] + 2.0 * root3[k] * x * z[3].X[q];
            }
        }
    }
    for (int m = 0; m < 3; m++)
        for (int q = 0; q < GROUPS; q++)
            for (int l = 0; l < SIDE; l++)
                moment[SIDE * q + l][m] = s[m][q][l] / t[q][l];
}

/* The number of eigenvalues of H_n below tau, for the four potentials at once. */
static Four count_below(const Four *h, int n, Four tau)
{
    Four d1 = all(0), d2 = d1, d3 = d1, d4 = d1, a1 = d1, b1 = d1, c1 = d1, b2 = d1, c2 = d1, c3 = d1, count = d1;
    Four e1 = d1, e2 = d1, e3 = d1, e4 = d1;
    for (int k = n - 1; k >= 0; k--) {
        const Four *row = h + 5 * k;
        Four l1 = d1 * a1, l2 = d2 * b2, l3 = d3 * c3, l4 = d4 * e4;
        Four pivot = row[0] - tau - l4 * e4 - l3 * c3 - l2 * b2 - l1 * a1;
        Four a = row[1] - l3 * e3 - l2 * c2 - l1 * b1, b = row[2] - l2 * e2 - l1 * c1, c = row[3] - l1 * e1;
        d4 = d3, d3 = d2, d2 = d1, d1 = 1.0 / pivot;
        count += (Four)((Mask)(pivot < 0.0) & (Mask)all(1)) + 0.0 * d1;
        c3 = c2, c2 = c1, c1 = c, b2 = b1, b1 = b, a1 = a;
        e4 = e3, e3 = e2, e2 = e1, e1 = row[4];
    }
    return count;
}

#endif
