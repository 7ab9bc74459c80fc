# The cover: gradient descent on f(x, y) = x^2/20 + y^2 from (-7, 2) with the
# rate 0.95, by the closed form of each coordinate. Upright for print, lying
# for the screen. make sets format and out.
set encoding utf8
set output out
unset border; unset tics; unset key; unset colorbox
set margins 0, 0, 0, 0
set parametric
set trange [0:2*pi]
upright = format eq 'pdf'
ground = '#10293D'
if (upright) {
    set terminal pdfcairo size 190/25.4, 240/25.4 background ground
    set xrange [-6.333:6.333]; set yrange [-7.6:8.4]
} else {
    set terminal svg size 1360,620 background ground
    set xrange [-11:11]; set yrange [-5.01:5.01]
}
# Flat along the valley, steep across it.
along(t) = 7 * (1 - 0.95 / 10)**t
across(t) = 2 * (1 - 0.95 * 2)**t
shade(k) = int(36 + 7 * k) * 65536 + int(82 + 7 * k) * 256 + int(108 + 7 * k)
set samples 500
array step[61]
wide(k) = sqrt(20 * 2.0**k); narrow(k) = sqrt(2.0**k)
orange = '#F2A154'
plot for [k = -5:7] (upright ? narrow(k) : wide(k)) * cos(t), \
         (upright ? wide(k) : narrow(k)) * sin(t) \
         with lines linewidth 1.1 linecolor rgb shade(5 - k), \
     step using (upright ? across($1 - 1) : -along($1 - 1)): \
         (upright ? along($1 - 1) : across($1 - 1)) \
         with linespoints linewidth 2.2 pointtype 7 \
         pointsize (upright ? 0.45 : 0.8) linecolor rgb orange, \
     '+' using (0):(0) every ::0::0 \
         with points pointtype 2 pointsize 1.2 linewidth 2.5 \
         linecolor rgb '#F4EFE4'
