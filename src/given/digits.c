/* Draws handwritten-like digits from pen strokes; described in digits.h. */
#include "given/digits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * A digit is a few strokes. A stroke is a smooth curve, steered by points as a
 * magnet would: it starts at the first, ends at the last and is drawn towards
 * those between. A point given twice makes a corner. Every image moves the
 * points a little, bends the whole digit and draws the curves with a round pen.
 *
 * All lengths are whole numbers: on the digit's own grid, 60 across and 100
 * down, or in parts of a pixel. Floating point would round differently on
 * different machines.
 */
enum {
    PIXEL = 256,      /* parts of a pixel */
    MOST_POINTS = 12, /* of one stroke */
    PIECES = 8        /* straight pieces for each bend of a curve */
};

struct point {
    int x, y;
};

struct stroke {
    int digit, style, n;
    struct point point[MOST_POINTS];
};

/* clang-format off */
static const struct stroke strokes[] = {
    {0, 0, 9, {{36, 0}, {8, -6}, {-6, 50}, {6, 106}, {32, 104}, {60, 102},
               {66, 46}, {56, -6}, {28, 2}}},
    {0, 1, 8, {{44, 6}, {4, -10}, {-10, 70}, {14, 112}, {54, 100}, {70, 30},
               {44, -4}, {30, 8}}},
    {1, 0, 2, {{32, 0}, {29, 100}}},
    {1, 1, 4, {{10, 28}, {34, 0}, {34, 0}, {31, 100}}},
    {1, 2, 4, {{12, 24}, {33, 0}, {33, 0}, {31, 100}}},
    {1, 2, 2, {{6, 100}, {56, 99}}},
    {2, 0, 8, {{4, 24}, {8, -6}, {58, -8}, {62, 34}, {30, 64}, {0, 100},
               {0, 100}, {62, 98}}},
    {2, 1, 9, {{4, 20}, {14, -8}, {60, -4}, {56, 42}, {34, 74}, {2, 112},
               {-6, 82}, {22, 82}, {64, 104}}},
    {3, 0, 9, {{4, 12}, {20, -10}, {62, -4}, {58, 46}, {20, 48}, {20, 48},
               {66, 50}, {66, 104}, {0, 98}}},
    {3, 1, 9, {{4, 2}, {54, 1}, {54, 1}, {24, 42}, {24, 42}, {68, 44},
               {66, 106}, {16, 108}, {0, 88}}},
    {4, 0, 4, {{16, 0}, {2, 60}, {2, 60}, {60, 58}}},
    {4, 0, 2, {{46, 22}, {41, 100}}},
    {4, 1, 4, {{44, 0}, {0, 68}, {0, 68}, {62, 66}}},
    {4, 1, 2, {{44, 0}, {42, 100}}},
    {4, 2, 4, {{8, 2}, {2, 58}, {34, 58}, {52, 42}}},
    {4, 2, 3, {{54, 0}, {50, 50}, {46, 100}}},
    {5, 0, 9, {{56, 0}, {12, 2}, {12, 2}, {8, 44}, {8, 44}, {66, 26},
               {68, 104}, {18, 110}, {0, 88}}},
    {5, 1, 6, {{12, 2}, {6, 48}, {40, 30}, {70, 64}, {46, 112}, {0, 92}}},
    {5, 1, 2, {{12, 2}, {60, -2}}},
    {6, 0, 8, {{48, 0}, {14, 18}, {-10, 74}, {6, 110}, {54, 110}, {66, 60},
               {24, 44}, {2, 78}}},
    {6, 1, 8, {{24, 0}, {6, 40}, {-2, 100}, {26, 106}, {56, 98}, {56, 58},
               {26, 50}, {4, 84}}},
    {7, 0, 5, {{2, 4}, {58, 2}, {58, 2}, {36, 48}, {24, 100}}},
    {7, 1, 5, {{2, 4}, {58, 2}, {58, 2}, {36, 48}, {24, 100}}},
    {7, 1, 2, {{14, 52}, {54, 48}}},
    {7, 2, 6, {{4, 20}, {6, 2}, {6, 2}, {58, 2}, {58, 2}, {20, 100}}},
    {8, 0, 11, {{50, 12}, {34, -10}, {0, -2}, {4, 40}, {60, 56}, {66, 106},
                {2, 112}, {-4, 62}, {52, 44}, {58, 8}, {46, 4}}},
    {8, 1, 11, {{32, 46}, {4, 36}, {6, -4}, {54, -6}, {58, 38}, {4, 60},
                {-2, 108}, {62, 112}, {68, 62}, {40, 48}, {30, 46}}},
    {9, 0, 9, {{54, 14}, {30, -10}, {-6, 4}, {0, 56}, {48, 52}, {56, 10},
               {56, 10}, {54, 60}, {48, 100}}},
    {9, 1, 9, {{54, 10}, {20, -12}, {-8, 20}, {10, 58}, {50, 46}, {56, 4},
               {64, 60}, {48, 108}, {8, 96}}},
};
/* clang-format on */

enum { N_STROKES = sizeof strokes / sizeof strokes[0] };

/* How one image differs from the plain digit; shares are in 1/256. */
struct hand {
    int width, height; /* of one grid unit, in parts of a pixel */
    int slant;         /* how far x moves for each part that y does */
    int tilt;          /* how far y moves for each part that x does */
    int tremor;        /* how far a point may stray on the grid */
    int pen;           /* the pen's radius, in parts of a pixel */
    struct point centre;
};

/* A number from low to high, those in the middle more often. */
static int between(struct rng *rng, int low, int high)
{
    int span = high - low + 1;
    int sum = (int)rng_below(rng, span) + (int)rng_below(rng, span);

    return low + sum / 2;
}

static struct hand random_hand(struct rng *rng)
{
    struct hand hand;

    /* One statement each: C does not fix the order within one. */
    hand.width = between(rng, 24, 70);
    hand.height = between(rng, 34, 62);
    hand.slant = between(rng, -110, 190);
    hand.tilt = between(rng, -90, 90);
    hand.tremor = between(rng, 3, 12);
    hand.pen = between(rng, 120, 400);
    hand.centre.x = 14 * PIXEL + between(rng, -1000, 1000);
    hand.centre.y = 14 * PIXEL + between(rng, -800, 800);
    return hand;
}

/* Where a point of the grid falls in the image. */
static struct point place(struct rng *rng, const struct hand *hand,
                          struct point p)
{
    int x =
        (p.x - 30 + between(rng, -hand->tremor, hand->tremor)) * hand->width;
    int y =
        (p.y - 50 + between(rng, -hand->tremor, hand->tremor)) * hand->height;

    return (struct point){hand->centre.x + x - hand->slant * y / 256,
                          hand->centre.y + y + hand->tilt * x / 256};
}

/* The whole part of the square root of v. */
static int64_t square_root(int64_t v)
{
    int64_t root = 0;

    for (int64_t bit = 1 << 14; bit > 0; bit /= 2) {
        if ((root + bit) * (root + bit) <= v)
            root += bit;
    }
    return root;
}

/* The distance of p from the straight piece from a to b. */
static int64_t distance(struct point p, struct point a, struct point b)
{
    int64_t dx = b.x - a.x, dy = b.y - a.y;
    int64_t length2 = dx * dx + dy * dy;
    int64_t along = (p.x - a.x) * dx + (p.y - a.y) * dy;

    if (length2 == 0 || along < 0)
        along = 0;
    else if (along > length2)
        along = length2;
    if (length2 > 0) {
        dx = dx * along / length2;
        dy = dy * along / length2;
    }
    dx += a.x - p.x;
    dy += a.y - p.y;
    return square_root(dx * dx + dy * dy);
}

/* The first and last row (or column) that a pen from a to b can reach. */
static void reach(int a, int b, int pen, int *first, int *last)
{
    int low = (a < b ? a : b) - pen, high = (a < b ? b : a) + pen;

    *first = low < 0 ? 0 : low / PIXEL;
    *last = high / PIXEL < DIGITS_SIDE - 1 ? high / PIXEL : DIGITS_SIDE - 1;
}

/* Ink falls off over one pixel at the edge of the pen. */
static void draw_piece(unsigned char image[], struct point a, struct point b,
                       int pen)
{
    int top, bottom, left, right;

    reach(a.y, b.y, pen + PIXEL, &top, &bottom);
    reach(a.x, b.x, pen + PIXEL, &left, &right);
    for (int row = top; row <= bottom; row++) {
        for (int column = left; column <= right; column++) {
            unsigned char *pixel = &image[row * DIGITS_SIDE + column];
            struct point p = {column * PIXEL + PIXEL / 2,
                              row * PIXEL + PIXEL / 2};
            int64_t ink = pen + PIXEL / 2 - distance(p, a, b);
            ink = ink > 255 ? 255 : ink;
            if (ink > *pixel)
                *pixel = (unsigned char)ink;
        }
    }
}

static struct point middle(struct point a, struct point b)
{
    return (struct point){(a.x + b.x) / 2, (a.y + b.y) / 2};
}

/* One bend: the parabola from a to b that is drawn towards c. */
static void draw_bend(unsigned char image[], struct point a, struct point c,
                      struct point b, int pen)
{
    struct point from = a;

    for (int i = 1; i <= PIECES; i++) {
        int u = PIECES - i, all = PIECES * PIECES;
        struct point to = {(u * u * a.x + 2 * u * i * c.x + i * i * b.x) / all,
                           (u * u * a.y + 2 * u * i * c.y + i * i * b.y) / all};
        draw_piece(image, from, to, pen);
        from = to;
    }
}

static void draw_stroke(struct rng *rng, const struct hand *hand,
                        const struct stroke *stroke, unsigned char image[])
{
    struct point p[MOST_POINTS], from;
    int n = stroke->n;

    for (int i = 0; i < n; i++)
        p[i] = place(rng, hand, stroke->point[i]);
    from = p[0];
    /* Each point between first and last bends the curve once. */
    for (int i = 1; i < n - 1; i++) {
        struct point to = i == n - 2 ? p[n - 1] : middle(p[i], p[i + 1]);
        draw_bend(image, from, p[i], to, hand->pen);
        from = to;
    }
    if (n == 2)
        draw_piece(image, p[0], p[1], hand->pen);
}

void digits_draw(struct rng *rng, int digit, unsigned char image[DIGITS_PIXELS])
{
    struct hand hand = random_hand(rng);
    int styles = 0;

    for (int i = 0; i < N_STROKES; i++) {
        if (strokes[i].digit == digit && strokes[i].style >= styles)
            styles = strokes[i].style + 1;
    }
    int style = (int)rng_below(rng, styles);
    memset(image, 0, DIGITS_PIXELS);
    for (int i = 0; i < N_STROKES; i++) {
        if (strokes[i].digit == digit && strokes[i].style == style)
            draw_stroke(rng, &hand, &strokes[i], image);
    }
}

/* Write n digits as DIRECTORY/PREFIX-images-idx3-ubyte and -labels-. */
static int write_set(struct rng *rng, const char *directory, const char *prefix,
                     size_t n, char error[IDX_ERROR])
{
    unsigned char *images = malloc(n * DIGITS_PIXELS), *labels = malloc(n);
    char path[IDX_ERROR / 2];
    int status = -1;

    if (images == NULL || labels == NULL) {
        snprintf(error, IDX_ERROR, "not enough memory for %zu digits", n);
        goto end;
    }
    for (size_t i = 0; i < n; i++) {
        labels[i] = (unsigned char)rng_below(rng, IDX_CLASSES);
        digits_draw(rng, labels[i], images + i * DIGITS_PIXELS);
    }
    snprintf(path, sizeof path, "%s/%s-labels-idx1-ubyte", directory, prefix);
    if (idx_write_labels(path, n, labels, error) != 0)
        goto end;
    snprintf(path, sizeof path, "%s/%s-images-idx3-ubyte", directory, prefix);
    status = idx_write_images(path, n, DIGITS_SIDE, DIGITS_SIDE, images, error);
end:
    free(images);
    free(labels);
    return status;
}

int digits_write(const char *directory, uint64_t seed, size_t n_train,
                 size_t n_test, char error[IDX_ERROR])
{
    struct rng rng;

    rng_seed(&rng, seed);
    if (write_set(&rng, directory, "train", n_train, error) != 0)
        return -1;
    return write_set(&rng, directory, "t10k", n_test, error);
}
