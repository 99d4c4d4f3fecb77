/* alpha y^2 - beta y^3 + y^4 = V0 + a z^2 - b z^3 + z^4,  y = y0 + d z,  0 <= b <= 2 sqrt(a), and its Taylor
   coefficients about any point, each formed from unevaluated sums of two doubles (Dekker, Numer. Math. 18, 224 (1971))
   and rounded once.  The same mathematics as potential/reduced.py and potential/taylor.py.
   Must not be compiled with value-changing options such as -ffast-math. */
#ifndef SOFTPOT_QUARTIC_H
#define SOFTPOT_QUARTIC_H

#include <math.h>

typedef struct {
    double high, low;
} Pair;

static inline Pair pair_sum(double x, double y)
{
    double total = x + y, part = total - x;
    return (Pair){total, (x - (total - part)) + (y - part)};
}

static inline Pair pair_product(double x, double y)
{
    double value = x * y;
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
    return (Pair){value, fma(x, y, -value)};
#else
    double wide_x = x * 134217729.0, wide_y = y * 134217729.0;
    double xh = wide_x - (wide_x - x), yh = wide_y - (wide_y - y);
    double xl = x - xh, yl = y - yh;
    return (Pair){value, ((xh * yh - value) + xh * yl + xl * yh) + xl * yl};
#endif
}

static inline Pair pair_add(Pair x, Pair y)
{
    Pair s = pair_sum(x.high, y.high);
    return pair_sum(s.high, s.low + (x.low + y.low));
}

static inline Pair pair_times(Pair x, Pair y)
{
    Pair p = pair_product(x.high, y.high);
    return pair_sum(p.high, p.low + (x.high * y.low + x.low * y.high));
}

static inline Pair pair_scaled(Pair x, double factor)
{
    Pair p = pair_product(x.high, factor);
    return pair_sum(p.high, p.low + x.low * factor);
}

/* p alpha - q beta y + r y^2 */
static inline Pair mixture(double alpha, double beta, double y, double p, double q, double r)
{
    Pair linear = pair_scaled(pair_product(beta, y), -q);
    Pair two = pair_add(pair_scaled((Pair){alpha, 0.0}, p), linear);
    return pair_add(two, pair_scaled(pair_product(y, y), r));
}

static inline Pair quartic_at(double alpha, double beta, double y)
{
    return pair_times(pair_product(y, y), mixture(alpha, beta, y, 1.0, 1.0, 1.0));
}

typedef struct {
    double alpha, beta, a, b, y0, d;
    Pair floor; /* V(y0) */
    int symmetric;
} Reduced;

static inline Reduced reduce(double alpha, double beta)
{
    Reduced r;
    double size = fabs(beta), side = beta < 0.0 ? -1.0 : 1.0;
    int tilted = size * size > 4.0 * alpha;
    double s = tilted ? (3.0 * size + sqrt(9.0 * size * size - 32.0 * alpha)) / 8.0 : 0.0;
    Pair square = pair_product(beta, beta);
    r.alpha = alpha;
    r.beta = beta;
    r.a = alpha + s * (6.0 * s - 3.0 * size);
    r.b = tilted ? 4.0 * s - size : size;
    r.y0 = side * s;
    r.d = side * (tilted ? -1.0 : 1.0);
    r.floor = quartic_at(alpha, beta, r.y0);
    r.symmetric = beta == 0.0 || (square.high == 4.0 * alpha && square.low == 0.0);
    return r;
}

/* v_0 ... v_4 of V - V0 in powers of (y - place)/length */
static inline void local_potential(const Reduced *r, double place, double length, double v[5])
{
    Pair here = quartic_at(r->alpha, r->beta, place);
    Pair down = {-r->floor.high, -r->floor.low};
    double slope = pair_times((Pair){place, 0.0}, mixture(r->alpha, r->beta, place, 2.0, 3.0, 4.0)).high;
    double bend = mixture(r->alpha, r->beta, place, 1.0, 3.0, 6.0).high;
    double square = length * length;
    v[0] = pair_add(here, down).high;
    v[1] = slope * length;
    v[2] = bend * square;
    v[3] = (4.0 * place - r->beta) * square * length;
    v[4] = square * square;
}

#endif
