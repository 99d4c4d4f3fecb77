/* Where an oscillator basis goes and how large it is:
       r = min_s max_z [ (z - c)^2 / s^2 + s^2 k^2(z) ] / 2,   k^2(z) = E_eff - V(z),   N = r + 2,
   for the reduced quartic V = z^2 (a - b z + z^2).  The same rules as doubles/basis.py and potential/semiclassical.py, for one
   point after the other, with turning points by safeguarded Newton steps.  Nothing here decides a digit: a basis
   that is too small is found out by the guard in band.h. */
#ifndef SOFTPOT_PLAN_H
#define SOFTPOT_PLAN_H

#include <math.h>

#define PI 3.14159265358979323846
#define STATES_NODES 24
#define ACTION_NODES 16
#define SHAPE_NODES 33
#define DECAY 8.0           /* the action after which a wave function counts as zero: 11 decimals, less 3 */
#define SEPARATE 75.0       /* a barrier with more than this action separates two wells */

static double cosines[STATES_NODES], sines[STATES_NODES];
static double action_node[ACTION_NODES], action_weight[ACTION_NODES];
static double fractions[SHAPE_NODES];

/* Gauss-Legendre nodes and weights on [0, 1], by Newton's method on P_n. */
static void legendre(int n, double *node, double *weight)
{
    for (int i = 0; i < n; i++) {
        double x = cos(PI * (i + 0.75) / (n + 0.5)), slope = 1.0;
        for (int step = 0; step < 20; step++) {
            double p0 = 1.0, p1 = x;
            for (int k = 2; k <= n; k++) {
                double p2 = ((2 * k - 1) * x * p1 - (k - 1) * p0) / k;
                p0 = p1;
                p1 = p2;
            }
            slope = n * (x * p1 - p0) / (x * x - 1.0);
            x -= p1 / slope;
        }
        node[i] = 0.5 * (1.0 + x);
        weight[i] = 1.0 / ((1.0 - x * x) * slope * slope);
    }
}

static void plan_tables(void)
{
    double node[ACTION_NODES], weight[ACTION_NODES];
    for (int i = 0; i < STATES_NODES; i++) {
        double angle = (i + 0.5) * (PI / STATES_NODES);
        cosines[i] = cos(angle);
        sines[i] = sin(angle) * (PI / STATES_NODES);
    }
    legendre(ACTION_NODES, node, weight);
    for (int i = 0; i < ACTION_NODES; i++) { /* z = t^2: the nodes crowd at the turning point */
        action_node[i] = node[i] * node[i];
        action_weight[i] = 2.0 * node[i] * weight[i];
    }
    for (int i = 0; i < SHAPE_NODES; i++)
        fractions[i] = 0.5 - 0.5 * cos(PI * i / (SHAPE_NODES - 1));
}

typedef struct {
    double z2, v2, zb, vb; /* second minimum and barrier top; vb = -1 where there is none */
} Landscape;

typedef struct {
    double left, inner, outer, right;
    int split;
} Region;

typedef struct {
    double centre, scale, radius, top;
} Basis;

static inline double height(double a, double b, double z)
{
    return z * z * (a + z * (z - b));
}

static Landscape landscape(double a, double b)
{
    double inside = 9.0 * b * b - 32.0 * a;
    if (!(inside > 0.0))
        return (Landscape){0.0, 0.0, 0.0, -1.0};
    double root = sqrt(inside), z2 = (3.0 * b + root) / 8.0, zb = (3.0 * b - root) / 8.0;
    return (Landscape){z2, height(a, b, z2), zb, height(a, b, zb)};
}

/* Where V = energy between low and high, V monotone there; `rising`: V < energy at low. */
static double turning(double a, double b, double energy, double low, double high, int rising)
{
    double x = rising ? high : low, close = 1e-5 * fmax(1.0, fabs(high));
    for (int step = 0; step < 60 && high - low > close; step++) {
        double above = height(a, b, x) - energy;
        if ((above < 0.0) == rising)
            low = x;
        else
            high = x;
        double next = x - above / (x * (2.0 * a + x * (4.0 * x - 3.0 * b)));
        if (!(next > low && next < high))
            next = 0.5 * (low + high);
        if (fabs(next - x) < close)
            return next;
        x = next;
    }
    return 0.5 * (low + high);
}

static Region regions(double a, double b, const Landscape *land, double energy)
{
    Region r;
    double span = fmin(sqrt(sqrt(energy)), sqrt(energy / fmax(a, 1e-300)));
    int second = land->v2 < energy;
    double start = second ? land->z2 : 0.0, far = b / 4.0 + sqrt(b * b / 16.0 + sqrt(energy));
    far = land->vb > 0.0 && !second ? land->zb : fmax(far, start);
    r.left = -turning(a, -b, energy, 0.0, span, 1);
    r.right = turning(a, b, energy, start, far, 1);
    r.inner = r.outer = r.right;
    r.split = second && land->vb > energy;
    if (r.split) {
        r.inner = turning(a, b, energy, 0.0, land->zb, 1);
        r.outer = turning(a, b, energy, land->zb, land->z2, 0);
    }
    return r;
}

static double states_between(double a, double b, double energy, double low, double high)
{
    double half = 0.5 * (high - low), middle = 0.5 * (high + low), total = 0.0;
    for (int i = 0; i < STATES_NODES; i++)
        total += sqrt(fmax(energy - height(a, b, middle - half * cosines[i]), 0.0)) * sines[i];
    return total * half / PI;
}

/* E with N(E) = states, to about a per cent and from above. */
static double energy_holding(double a, double b, const Landscape *land, double states)
{
    double target = 16.0 * states * states;
    double square = fmin(cbrt(target), sqrt(target / fmax(a, 1e-300)));
    for (int step = 0; step < 6; step++) {
        double value = square * square * (a + square) - target;
        square -= value / (square * (2.0 * a + 3.0 * square));
    }
    double high = target / square, low = high / 32.0;
    for (int step = 0; step < 9; step++) {
        double middle = sqrt(low * high);
        Region r = regions(a, b, land, middle);
        double held = states_between(a, b, middle, r.left, r.inner);
        if (r.split)
            held += states_between(a, b, middle, r.outer, r.right);
        if (held >= states)
            high = middle;
        else
            low = middle;
    }
    return high;
}

static double forbidden(double a, double b, double energy, double start, double end)
{
    double length = end - start, total = 0.0;
    for (int i = 0; i < ACTION_NODES; i++)
        total += sqrt(fmax(height(a, b, start + length * action_node[i]) - energy, 0.0)) * action_weight[i];
    return total * fabs(length);
}

/* A length over which the action from z exceeds `action`, the Taylor coefficients of V at z being positive. */
static double outer_limit(double a, double b, double z, double action)
{
    double slope = fmax(z * (2.0 * a + z * (4.0 * z - 3.0 * b)), 1e-300);
    double curvature = fmax(a + z * (6.0 * z - 3.0 * b), 1e-300);
    double by_slope = pow(1.5 * action / sqrt(slope), 2.0 / 3.0);
    return fmin(fmin(cbrt(3.0 * action), sqrt(2.0 * action / sqrt(curvature))), by_slope);
}

/* The point between start and limit where the action counted from start becomes `action`. */
static double reached(double a, double b, double energy, double start, double limit, double action)
{
    double low = 0.0, high = 1.0;
    for (int step = 0; step < 8; step++) {
        double middle = 0.5 * (low + high);
        if (forbidden(a, b, energy, start, start + middle * (limit - start)) >= action)
            high = middle;
        else
            low = middle;
    }
    return start + high * (limit - start);
}

static double radius_of(const double *position, const double *momentum, double square)
{
    double inverse = 1.0 / square, widest = 0.0;
    for (int k = 0; k < SHAPE_NODES; k++)
        widest = fmax(widest, position[k] * inverse + square * momentum[k]);
    return widest;
}

/* The length s and the radius r of the formula above for the region [low, high], the lowest V there and the centre given. */
static void place(double a, double b, double low, double high, double bottom, Basis *basis)
{
    double position[SHAPE_NODES], momentum[SHAPE_NODES], c = basis->centre;
    double top = fmax(height(a, b, low), height(a, b, high));
    for (int k = 0; k < SHAPE_NODES; k++) {
        double z = low + (high - low) * fractions[k];
        position[k] = (z - c) * (z - c);
        momentum[k] = fmax(top - height(a, b, z), 0.0);
    }
    double middle = fmax(high - c, c - low) / sqrt(top - bottom), left = 0.45 * middle, right = 1.8 * middle;
    for (int step = 0; step < 7; step++) {
        double one = left + (right - left) / 3.0, two = right - (right - left) / 3.0;
        if (radius_of(position, momentum, one) < radius_of(position, momentum, two))
            right = two;
        else
            left = one;
    }
    double best = 0.5 * (left + right);
    basis->scale = sqrt(best);
    basis->radius = 0.5 * radius_of(position, momentum, best);
}

/* One basis for the whole allowed region of `count` levels; 0 where two wells are practically separate, and the energy then. */
static int whole_basis(double a, double b, int symmetric, int count, Basis *basis)
{
    Landscape land = landscape(a, b);
    double energy = energy_holding(a, b, &land, count + 0.5);
    Region r = regions(a, b, &land, energy);
    basis->top = energy;
    if (r.split) {
        double action = forbidden(a, b, energy, r.inner, land.zb) + forbidden(a, b, energy, r.outer, land.zb);
        if (action > SEPARATE)
            return 0;
    }
    double base = fmax(fmax(r.right, land.z2), 0.5 * b);
    double far = base + outer_limit(a, b, base, DECAY), near = r.left - outer_limit(a, -b, -r.left, DECAY);
    double low = reached(a, b, energy, r.left, near, DECAY), high = reached(a, b, energy, r.right, far, DECAY);
    basis->centre = symmetric ? b / 4.0 : 0.5 * (low + high);
    place(a, b, low, high, 0.0, basis);
    return 1;
}

/* A basis for each of two separate wells and the number of its levels: one more than it holds below `energy`. */
static void well_bases(double a, double b, double energy, Basis basis[2], int wanted[2])
{
    Landscape land = landscape(a, b);
    Region r = regions(a, b, &land, energy);
    double states[2] = {states_between(a, b, energy, r.left, r.inner), states_between(a, b, energy, r.outer, r.right)};
    double curvature[2] = {a, a + land.z2 * (6.0 * land.z2 - 3.0 * b)}, bottom[2] = {0.0, land.v2};
    for (int side = 0; side < 2; side++) {
        /* the level beyond `energy` lies at most two spacings of the well above it */
        double upper = energy + 4.0 * sqrt(curvature[side]), low, high;
        Region edge = regions(a, b, &land, upper);
        if (side == 0) {
            low = reached(a, b, upper, edge.left, edge.left - outer_limit(a, -b, -edge.left, DECAY), DECAY);
            high = reached(a, b, upper, edge.inner, edge.outer, DECAY);
        } else {
            double base = fmax(edge.right, land.z2);
            low = reached(a, b, upper, edge.outer, edge.inner, DECAY);
            high = reached(a, b, upper, edge.right, base + outer_limit(a, b, base, DECAY), DECAY);
        }
        basis[side].centre = 0.5 * (low + high);
        basis[side].top = upper;
        wanted[side] = r.split ? (int)floor(states[side] + 0.5) + 1 : 0;
        place(a, b, low, high, bottom[side], &basis[side]);
    }
}

#endif
