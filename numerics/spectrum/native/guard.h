/* One level after the other: brackets by counting, Rayleigh-quotient iterations, and the guard.

   With r_n the residual of the normalised vector n in the whole space and g_n the distance of its value to the neighbouring
   intervals value +- r and to an energy tau between levels W and W + 1,
       |eps_n - value_n| <= r_n^2 / g_n   (Kato, Temple),
   which must be below 0.9 x 4e-11 max(1, |eps_n|) while the intervals do not touch; levels.c counts the eigenvalues below tau.
   Where the bound is too wide for close levels, each level is bracketed by two counts in a larger basis instead. */
#ifndef SOFTPOT_GUARD_H
#define SOFTPOT_GUARD_H

#include "band.h"

#define MOST 64                 /* levels of one potential, and the one above them */
#define TOLERANCE 4e-11
#define LARGEST_BASIS 1400
#define LARGEST_CURVATURE (1e4 * (1.0 + 1e-12))
#define TRIES 5
#define NEAR 1.6e-11            /* |(H - value) x|^2 / |x|^2 at which a level has converged, cubically */
#define NEARER 1e-20            /* and at which its vector has */
#define APART 1e-3              /* how far from its neighbours a level must be for the moments of its vector */
#define BOUNDED 1               /* what the guard says: bounds by residuals, which need the count below tau */
#define BRACKETED 2             /* each level lies between two energies whose counts enclose it */

typedef struct {
    double v[5], kinetic, top, bottom, place, length; /* bottom: V0, what is added to a level in the end */
    const double *guess;               /* wanted + 1 levels above V0, or null */
    double *into, (*moments)[3];       /* where its levels and <y>, <y^2>, <y^3> (or null) go, every stride-th place */
    long owner;
    int stride;
    int wanted, parity, size;          /* parity: 0 or 1, or -1 for all functions */
} Job;

typedef struct {
    double value[MOST], square[MOST], moment[MOST][3], low[MOST + 1], high[MOST + 1], tau;
} Found;

static int ladder[128], rungs;

__attribute__((constructor)) static void tables(void)
{
    plan_tables();
    band_tables();
    for (int n = 12; n < 64; n += 2)
        ladder[rungs++] = n;
    for (int k = 0; k < 80; k++) {
        int n = 4 * (int)nearbyint(16.0 * pow(1.06, k));
        if (n > ladder[rungs - 1] && n <= LARGEST_BASIS)
            ladder[rungs++] = n;
    }
}

static int rung(double size)
{
    int i = 0;
    while (i < rungs - 1 && ladder[i] < size)
        i++;
    return i;
}

static int larger(int n)
{
    return n + (n / 5 > 8 ? n / 5 : 8);
}

static void learn(const double *shift, const double *negative, int lanes, Found *f, int wanted)
{
    for (int l = 0; l < lanes; l++) {
        if (!(negative[l] >= 0.0))
            continue;
        int below = (int)negative[l];
        for (int i = 0; i <= wanted; i++) {
            if (i < below && shift[l] < f->high[i])
                f->high[i] = shift[l];
            if (i >= below && shift[l] > f->low[i])
                f->low[i] = shift[l];
        }
    }
}

static void count_many(const Four *h, int p, int n, const double *shift, int many, Found *f, int wanted, Row *w)
{
    double lane[LANES], negative[LANES];
    for (int from = 0; from < many; from += LANES) {
        int lanes = many - from < LANES ? many - from : LANES;
        for (int l = 0; l < LANES; l++)
            lane[l] = shift[from + (l < lanes ? l : lanes - 1)];
        eliminate(groups_of(lanes), h, p, n, lane, negative, w, 0);
        learn(lane, negative, lanes, f, wanted);
    }
}

/* Brackets of levels 1 ... wanted + 1 by counting; `rounds` divisions of each bracket. */
static int search(const Four *h, int p, int n, const Job *job, int rounds, Found *f, Row *w)
{
    double shift[2 * LANES + MOST];
    int wanted = job->wanted, many = LANES * ((wanted + LANES) / LANES);
    double top = job->top;
    for (int i = 0; i <= wanted; i++) {
        f->low[i] = 0.0;
        f->high[i] = INFINITY;
    }
    for (int l = 0; l < many; l++)
        shift[l] = top * pow((l + 1.0) / many, 1.25);
    count_many(h, p, n, shift, many, f, wanted, w);
    for (int step = 0; step < 40 && !(f->high[wanted] < INFINITY); step++) {
        for (int l = 0; l < LANES; l++)
            shift[l] = top *= 1.15;
        count_many(h, p, n, shift, LANES, f, wanted, w);
    }
    if (!(f->high[wanted] < INFINITY))
        return 0;
    for (int round = 0; round < rounds; round++) {
        for (int l = 0, same; l <= wanted; l += same) {
            for (same = 1; l + same <= wanted && f->low[l + same] == f->low[l] && f->high[l + same] == f->high[l];)
                same++;
            for (int i = 0; i < same; i++)
                shift[l + i] = f->low[l] + (f->high[l] - f->low[l]) * (i + 1.0) / (same + 1.0);
        }
        count_many(h, p, n, shift, wanted + 1, f, wanted, w);
    }
    f->tau = f->low[wanted] > f->high[wanted - 1] ? 0.5 * (f->low[wanted] + f->high[wanted - 1])
                                                  : 0.5 * (f->high[wanted - 1] + f->low[wanted]);
    return 1;
}

/* Rayleigh-quotient iterations for the levels from ... from + lanes - 1; values and squared residuals into f. */
static int refine(const Four *h, int p, const Job *job, const double *guess, int from, int lanes, int most, Found *f, Row *w)
{
    double shift[LANES], negative[LANES], quotient[LANES], square[LANES], before[LANES], value[LANES], rest[LANES];
    int n = job->size, bracketed = !guess, groups = groups_of(lanes);
    double near = job->moments ? NEARER : NEAR;
    for (int l = 0; l < LANES; l++) {
        int i = from + (l < lanes ? l : lanes - 1);
        shift[l] = bracketed ? 0.5 * (f->low[i] + f->high[i]) : guess[i];
        before[l] = n;
    }
    for (int k = 0; k < n; k++)
        for (int q = 0; q < GROUPS; q++)
            w[k].X[q] = all(start[k & 255]);
    for (int step = 0; step < most; step++) {
        int settled = 1;
        eliminate(groups, h, p, n, shift, negative, w, 1);
        if (bracketed)
            learn(shift, negative, lanes, f, job->wanted);
        substitute(groups, h, p, n, w, quotient, square);
        for (int l = 0; l < SIDE * groups; l++) {
            double next = shift[l] + quotient[l], nearness = before[l] / square[l];
            if (!(next == next))
                return 0;
            if (l < lanes) {
                int i = from + l;
                if (bracketed && !(next >= f->low[i] - 1e-9 && next <= f->high[i] + 1e-9)) {
                    next = 0.5 * (f->low[i] + f->high[i]);
                    settled = 0;
                } else if (nearness > near)
                    settled = 0;
            }
            before[l] = square[l];
            shift[l] = next;
        }
        if (settled)
            break;
    }
    residual(groups, h, p, n, shift, value, rest, w);
    if (job->moments) {
        double moment[LANES][3];
        moments(n, job->parity, w, moment);
        memcpy(f->moment[from], moment, (size_t)lanes * sizeof moment[0]);
    }
    for (int l = 0; l < lanes; l++) {
        f->value[from + l] = value[l];
        f->square[from + l] = fmax(rest[l], 0.0);
        if (!(rest[l] == rest[l]))
            return 0;
    }
    return 1;
}

/* BOUNDED or BRACKETED where each level is within its tolerance; 0: doubted. */
static int guard(const Four *h, int p, const Job *job, int more, const Found *f, Row *w)
{
    int narrow = 1, wanted = job->wanted;
    double above = f->tau;
    for (int l = wanted - 1; l >= 0; l--) {
        double r = sqrt(f->square[l]), gap = above - f->value[l], scale = fmax(1.0, fabs(f->value[l] + job->bottom));
        if (l > 0)
            gap = fmin(gap, f->value[l] - f->value[l - 1] - sqrt(f->square[l - 1]));
        if (!(gap > 1e-6 * scale) || !(gap > 2.0 * r) || !(f->square[l] <= 0.9 * TOLERANCE * scale * gap))
            narrow = 0;
        if (job->moments && !(gap > APART * scale))
            return 0;
        above = f->value[l] - r;
    }
    if (narrow)
        return BOUNDED;
    for (int from = 0; from < wanted; from += LANES)
        for (int side = -1; side < 2; side += 2) {
            double shift[LANES], negative[LANES];
            for (int l = 0; l < LANES; l++) {
                int i = from + l < wanted ? from + l : wanted - 1;
                shift[l] = f->value[i] + side * TOLERANCE * fmax(1.0, fabs(f->value[i] + job->bottom));
            }
            eliminate(groups_of(wanted - from < LANES ? wanted - from : LANES), h, p, more, shift, negative, w, 0);
            for (int l = 0; l < LANES && from + l < wanted; l++)
                if (side < 0 ? !(negative[l] < from + l + 1) : !(negative[l] >= from + l + 1))
                    return 0;
        }
    return BRACKETED;
}

static int one(const Four *h, int p, const Job *job, int more, int attempt, Found *f, Row *w)
{
    static const int most[3] = {5, 7, 14};
    const double *guess = attempt ? 0 : job->guess;
    if (guess)
        f->tau = 0.5 * (guess[job->wanted - 1] + guess[job->wanted]);
    else if (!search(h, p, job->size, job, attempt == 2 ? 16 : 2, f, w))
        return 0;
    for (int from = 0; from < job->wanted; from += LANES) {
        int lanes = job->wanted - from < LANES ? job->wanted - from : LANES;
        if (!refine(h, p, job, guess, from, lanes, most[attempt], f, w))
            return 0;
    }
    return guard(h, p, job, more, f, w);
}

#endif
