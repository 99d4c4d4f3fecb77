/* The lowest levels of -psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi for many (alpha, beta), each with its guard.

   For each potential: one basis, an even and an odd one where it is symmetric, or one in each of two separate wells (plan.h); first
   guesses of the levels, from a table or by counting eigenvalues below trial energies; about three Rayleigh-quotient iterations
   from them; and the guard (guard.h), with the count that no level was left out, in a basis a fifth larger.
   What the guard doubts is done again in a larger basis, and marked in the end, so that the caller takes a slower way. */
#include "quartic.h"
#include "plan.h"
#include "guard.h"

#include <stdlib.h>

#ifndef EXPORT
#define EXPORT __attribute__((visibility("default")))
#endif

static Four *matrix(void)
{
    static _Thread_local Four h[5 * (ROWS + ROOM)];
    return h;
}

static Row *rows(void)
{
    static _Thread_local Row w[ROWS + 2 * ROOM];
    return w + ROOM;
}

/* The matrices of up to four jobs of one parity side by side; the size of the largest that a guard needs. */
static int fill(Job **job, int jobs, Four *h)
{
    Four v[5] = {all(0), all(0), all(0), all(0), all(0)}, kinetic = all(1);
    int most = 0, parity = job[0]->parity;
    for (int p = 0; p < SIDE; p++) {
        const Job *j = job[p < jobs ? p : 0];
        int more = larger(j->size);
        for (int m = 0; m < 5; m++)
            v[m][p] = j->v[m];
        kinetic[p] = j->kinetic;
        most = more > most ? more : most;
    }
    if (parity < 0)
        fill_whole(v, kinetic, most + 9, h);
    else
        fill_parity(v, kinetic, most + 9, parity, h);
    return most;
}

/* The last word: levels bounded by residuals also need the right number of eigenvalues below tau. */
static void count_side(Job **job, int jobs, int most, const Found *found, int *done)
{
    Four tau = all(0);
    for (int p = 0; p < jobs; p++)
        tau[p] = found[p].tau;
    Four below = count_below(matrix(), most, tau);
    for (int p = 0; p < jobs; p++)
        done[p] = done[p] == BRACKETED || (done[p] == BOUNDED && below[p] == job[p]->wanted);
}

static void solve_side(Job **job, int jobs, Found *found, int *done)
{
    Four *h = matrix();
    int most = fill(job, jobs, h);
    for (int p = 0; p < jobs; p++) {
        done[p] = 0;
        for (int attempt = job[p]->guess ? 0 : 1; attempt < 3 && !done[p]; attempt++)
            done[p] = one(h, p, job[p], larger(job[p]->size), attempt, found + p, rows());
    }
    count_side(job, jobs, most, found, done);
}

static void judge_side(Job **job, int jobs, Found *found, int *done)
{
    Four *h = matrix();
    int most = fill(job, jobs, h);
    for (int p = 0; p < jobs; p++)
        done[p] = guard(h, p, job[p], larger(job[p]->size), found + p, rows());
    count_side(job, jobs, most, found, done);
}

static int by_size(const void *x, const void *y)
{
    const Job *a = *(Job *const *)x, *b = *(Job *const *)y;
    if (a->parity != b->parity)
        return a->parity < b->parity ? -1 : 1;
    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    return a->owner < b->owner ? -1 : a->owner > b->owner;
}

static void prepare(Job *job, const Reduced *r, const Basis *basis, int wanted, int parity, long owner, double *into,
                    double (*moments)[3])
{
    double length = r->d * basis->scale, size = basis->radius + 2.0;
    job->place = r->y0 + r->d * basis->centre;
    job->length = length;
    job->moments = moments ? moments + (parity > 0) : 0;
    local_potential(r, job->place, length, job->v);
    if (parity >= 0)
        job->v[1] = job->v[3] = 0.0;
    job->kinetic = 1.0 / (length * length);
    job->top = basis->top;
    job->bottom = r->floor.high;
    job->guess = 0;
    job->owner = owner;
    job->into = into + (parity > 0);
    job->stride = parity < 0 ? 1 : 2;
    job->wanted = wanted;
    job->parity = parity;
    job->size = ladder[rung(fmax(parity >= 0 ? 0.5 * size + 1.0 : size, wanted + 4.0))];
}

/* Cubic interpolation in u = sqrt(a) and s = b/(2 sqrt a) of the table's rows (centre, scale, radius, top, levels). */
typedef struct {
    const double *row;
    int rows_u, rows_s, width;
    double step;
} Table;

static int interpolate(const Table *t, double a, double b, double *out)
{
    double u = sqrt(a), x = u / t->step, y = (u > 0.0 ? fmin(b / (2.0 * u), 1.0) : 0.0) * (t->rows_s - 1);
    if (!(x < t->rows_u - 2))
        return 0;
    int i = (int)x, j = (int)y;
    i = i < 1 ? 1 : i > t->rows_u - 3 ? t->rows_u - 3 : i;
    j = j < 1 ? 1 : j > t->rows_s - 3 ? t->rows_s - 3 : j;
    double f = x - i, g = y - j;
    double along[4] = {-f * (f - 1) * (f - 2) / 6, (f + 1) * (f - 1) * (f - 2) / 2, -(f + 1) * f * (f - 2) / 2, (f + 1) * f * (f - 1) / 6};
    double across[4] = {-g * (g - 1) * (g - 2) / 6, (g + 1) * (g - 1) * (g - 2) / 2, -(g + 1) * g * (g - 2) / 2, (g + 1) * g * (g - 1) / 6};
    for (int k = 0; k < t->width; k++)
        out[k] = 0.0;
    for (int p = 0; p < 4; p++)
        for (int q = 0; q < 4; q++) {
            const double *row = t->row + ((long)(i - 1 + p) * t->rows_s + j - 1 + q) * t->width;
            for (int k = 0; k < t->width; k++)
                out[k] += along[p] * across[q] * row[k];
        }
    return out[0] == out[0];
}

/* The levels of two separate wells, and what becomes of them: one ascending list. */
typedef struct {
    double level[2][MOST], moment[2][MOST][3];
    long owner;
    int wanted[2], symmetric;
} Wells;

typedef struct {
    double level, moment[3];
} State;

static int ascending(const void *x, const void *y)
{
    double a = ((const State *)x)->level, b = ((const State *)y)->level;
    return (a > b) - (a < b);
}

/* 0 where one of the wells was not searched up to the last level that is asked for. */
static int join_wells(const Wells *wells, int count, double *level, double (*moments)[3])
{
    State both[2 * MOST];
    double last = INFINITY;
    int many = 0;
    for (int side = 0; side < 2; side++) {
        for (int l = 0; l < wells->wanted[side]; l++, many++) {
            both[many].level = wells->level[side][l];
            for (int m = 0; moments && m < 3; m++) { /* even and odd states of a symmetric potential see both wells alike */
                double other = wells->moment[1 - side][l][m];
                both[many].moment[m] = wells->moment[side][l][m];
                if (wells->symmetric && l < wells->wanted[1 - side])
                    both[many].moment[m] = 0.5 * (both[many].moment[m] + other);
            }
        }
        last = fmin(last, wells->level[side][wells->wanted[side] - 1]);
    }
    qsort(both, (size_t)many, sizeof *both, ascending);
    if (many < count || !(both[count - 1].level <= last))
        return 0;
    for (int l = 0; l < count; l++) {
        level[l] = both[l].level;
        if (moments)
            memcpy(moments[l], both[l].moment, sizeof both[l].moment);
    }
    return 1;
}

/* What one call holds; two jobs at most for each potential. */
typedef struct {
    Job *job, **order;
    double *guess;
    Wells *wells;
    long jobs, pairs;
} Work;

/* The jobs of one potential; 0 where none can be laid out. */
static int lay_out(Work *work, const Table *table, long owner, double alpha, double beta, int count, double *level,
                   double (*moments)[3])
{
    Reduced r = reduce(alpha, beta);
    if (!(r.a <= LARGEST_CURVATURE)) /* out of range, or no number */
        return 0;
    Job *job = work->job + work->jobs;
    double *guess = table ? work->guess + owner * table->width : 0;
    Basis basis;
    if (table && !r.symmetric && interpolate(table, r.a, r.b, guess)) {
        basis = (Basis){guess[0], guess[1], guess[2] + 1.0, guess[3]};
        prepare(job, &r, &basis, count, -1, owner, level, moments);
        job->guess = guess + 4;
        work->jobs += 1;
    } else if (whole_basis(r.a, r.b, r.symmetric, count, &basis)) {
        if (r.symmetric) {
            prepare(job, &r, &basis, (count + 1) / 2, 0, owner, level, moments);
            if (count > 1)
                prepare(job + 1, &r, &basis, count / 2, 1, owner, level, moments);
            work->jobs += count > 1 ? 2 : 1;
        } else {
            prepare(job, &r, &basis, count, -1, owner, level, moments);
            work->jobs += 1;
        }
    } else {
        Wells *wells = work->wells + work->pairs;
        Basis side[2];
        well_bases(r.a, r.b, basis.top, side, wells->wanted);
        for (int k = 0; k < 2; k++)
            if (wells->wanted[k] < 1 || wells->wanted[k] > MOST - 2)
                return 0;
        for (int k = 0; k < 2; k++)
            prepare(job + k, &r, side + k, wells->wanted[k], -1, owner, wells->level[k], moments ? wells->moment[k] : 0);
        wells->symmetric = r.symmetric;
        wells->owner = owner;
        work->pairs += 1;
        work->jobs += 2;
    }
    return 1;
}

/* <y>, <y^2>, <y^3> of y = place + length x. */
static void in_place(const Job *job, const double *x, double *moment)
{
    double c = job->place, s = job->length;
    moment[0] = c + s * x[0];
    moment[1] = c * c + s * (2.0 * c * x[0] + s * x[1]);
    moment[2] = c * c * c + s * (3.0 * c * c * x[0] + s * (3.0 * c * x[1] + s * x[2]));
}

/* All jobs, those that the guard doubts again in larger bases; good[owner] becomes 0 where that does not help. */
static void do_all(Work *work, int above, unsigned char *good)
{
    long many = work->jobs;
    for (long k = 0; k < many; k++)
        work->order[k] = work->job + k;
    for (int attempt = 0; attempt < TRIES && many; attempt++) {
        long left = 0;
        qsort(work->order, (size_t)many, sizeof *work->order, by_size);
        for (long from = 0, taken; from < many; from += taken) {
            Found found[SIDE];
            int done[SIDE];
            Job **job = work->order + from;
            for (taken = 1; taken < SIDE && from + taken < many && job[taken]->parity == job[0]->parity;)
                taken++;
            solve_side(job, (int)taken, found, done);
            for (int p = 0; p < taken; p++) {
                double shift = above ? 0.0 : job[p]->bottom;
                Job *this = job[p];
                for (int l = 0; done[p] && l < this->wanted; l++) {
                    this->into[this->stride * l] = found[p].value[l] + shift;
                    if (this->moments)
                        in_place(this, found[p].moment[l], this->moments[this->stride * l]);
                }
                if (!done[p]) {
                    this->size = ladder[rung(1.12 * this->size + 2.0)];
                    this->guess = 0;
                    work->order[left++] = this;
                }
            }
        }
        many = left;
    }
    for (long k = 0; k < many; k++)
        good[work->order[k]->owner] = 0;
}

/* level[points][count] and good[points] (1: guarded, 0: to be done another way) for alpha[points], beta[points].
   table: null, or rows of (centre, scale, radius, top, count + 1 levels above V0).  above: levels are wanted above V0, the
   deepest minimum.  moments: null, or [points][count][3] for <y>, <y^2>, <y^3>.  Returns 0, or -1 without memory. */
EXPORT int softpot_levels(long points, const double *alpha, const double *beta, int count, int above, const double *table,
                          int rows_u, int rows_s, double step, double *level, double (*moments)[3], unsigned char *good)
{
    Table t = {table, rows_u, rows_s, count + 5, step};
    size_t n = (size_t)points;
    Work work = {malloc(2 * n * sizeof(Job)), malloc(2 * n * sizeof(Job *)), malloc(table ? n * (count + 5) * sizeof(double) : 1),
                 malloc(n * sizeof(Wells)), 0, 0};
    int failed = !work.job || !work.order || !work.guess || !work.wells;
    if (!failed) {
        for (long i = 0; i < points; i++)
            good[i] = (unsigned char)lay_out(&work, table ? &t : 0, i, alpha[i], beta[i], count, level + i * count,
                                             moments ? moments + i * count : 0);
        do_all(&work, above, good);
        for (long k = 0; k < work.pairs; k++) {
            const Wells *wells = work.wells + k;
            if (good[wells->owner] && !join_wells(wells, count, level + wells->owner * count,
                                                     moments ? moments + wells->owner * count : 0))
                good[wells->owner] = 0;
        }
    }
    free(work.job);
    free(work.order);
    free(work.guess);
    free(work.wells);
    return failed ? -1 : 0;
}

/* The rows of a table: (centre, scale, radius, top) of a basis for `count` levels and the lowest count + 1 levels above V0, for
   a = (i step)^2, b = 2 sqrt(a) j/(rows_s - 1).  good[i]: 0 where the row is not to be had this way. */
EXPORT void softpot_table(int count, int rows_u, int rows_s, double step, double *row, unsigned char *good)
{
    for (int i = 0; i < rows_u; i++)
        for (int j = 0; j < rows_s; j++) {
            long at = (long)i * rows_s + j;
            double u = i * step, *out = row + at * (count + 5), a = u * u, b = 2.0 * u * j / (rows_s - 1);
            Basis basis;
            good[at] = (unsigned char)whole_basis(a, b, 0, count, &basis);
            if (!good[at])
                continue;
            out[0] = basis.centre, out[1] = basis.scale, out[2] = basis.radius, out[3] = basis.top;
            softpot_levels(1, &a, &b, count + 1, 1, 0, 0, 0, 0.0, out + 4, 0, good + at);
        }
}

/* What the guard says to values (above V0) with squared residuals: for tests, which feed it what it must refuse. */
EXPORT int softpot_guard(double alpha, double beta, int wanted, const double *value, const double *square, double tau)
{
    Reduced r = reduce(alpha, beta);
    Basis basis;
    Job job, *jobs[1] = {&job};
    Found found;
    int done = 0;
    if (!whole_basis(r.a, r.b, 0, wanted, &basis))
        return -1;
    prepare(&job, &r, &basis, wanted, -1, 0, found.value, 0);
    memcpy(found.value, value, (size_t)wanted * sizeof *value);
    memcpy(found.square, square, (size_t)wanted * sizeof *square);
    found.tau = tau;
    judge_side(jobs, 1, &found, &done);
    return done;
}

/* 1 where the processor runs code for x86-64-v3; else 0. */
EXPORT int softpot_processor(void)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
#else
    return 0;
#endif
}
