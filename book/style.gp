# The look of every figure; each src/NN-topic.gp loads it first.
# make sets topic ('01-sgd') and format ('svg' for the screen, 'pdf' for print).

data(name) = 'build/data/' . topic . '/' . name . '.tsv'
figure(name) = 'build/figures/' . topic . '/' . name . '.' . format

# A figure begins with `name = 'paths'; height = 0.6; @canvas`, where height is
# a fraction of the width. It starts from nothing that the last figure has set.
svg = "set terminal svg enhanced size 680,680*height \
       font 'TeX Gyre Pagella,15' linewidth 1 dashlength 0.6"
pdf = "set terminal pdfcairo enhanced size 5.1,5.1*height \
       font 'TeX Gyre Pagella,11.5' linewidth 0.8 dashlength 0.6"
canvas = "reset; " . (format eq 'pdf' ? pdf : svg) . "; \
          set output figure(name); \
          set encoding utf8; set minussign; \
          set border 3 linewidth 1; set tics nomirror out scale 0.5; \
          set mxtics 1; set mytics 1; unset key; \
          set style data lines; set samples 500; \
          set title offset 0,-0.6"

# Colours that colour-blind readers can tell apart (Okabe and Ito). No figure
# relies on colour alone: a line carries its name. Black stays black ink, which
# the book turns white on a dark page.
blue = '#0072B2'
orange = '#D55E00'
green = '#009E73'
purple = '#AA4499'
amber = '#E69F00'
sky = '#56B4E9'
grey = '#8C8C8C'

# Contours: `@contours; set cntrparam levels discrete 0.1, 1; set table $lines;
# splot F(x,y); unset table; @flat`, then plot $lines @contour.
contours = "set contour base; unset surface; set samples 150; \
            set isosamples 150,150; \
            set format '%g'"
flat = "unset contour; set surface; set samples 500"
contour = "using 1:2 with lines linewidth 0.6 linecolor rgb '#ABABAB'"

# How lines and points look: `plot data('x') @thick linecolor rgb blue`.
thin = "with lines linewidth 1.2"
thick = "with lines linewidth 2.4"
guide = "with lines linewidth 1 dashtype (4,4) linecolor rgb grey"
path = "with linespoints linewidth 1.2 pointtype 7 pointsize 0.3"

# Letters as the text sets them.
eta = '{/:Italic η}'
lambda = '{/:Italic λ}'
theta = '{/:Italic θ}'
sigma = '{/:Italic σ}'
