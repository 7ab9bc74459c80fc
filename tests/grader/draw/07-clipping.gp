# Draws the reader's runs of chapter 7 over the reference, after `make check`.
height = 1.25
load 'tests/grader/draw/common.gp'

# Gradients before (from) and after they are clipped.
wide_arrows = "using 1:2:($3 - $1):($4 - $2) with vectors nohead linewidth 5 \
    linecolor rgb '#CCCCCC'"
narrow_arrows = "using 1:2:($3 - $1):($4 - $2) with vectors head filled \
    size graph 0.015,20 linewidth 1.2 linecolor rgb blue"
in_frame(size) = 'NF == 4 && (' . outside(3, -size, size) . '||' \
    . outside(4, -size, size) . ')'

set multiplot layout 3,2 margins 0.09,0.97,0.07,0.91 spacing 0.12,0.13 \
    title title
set title 'recurrence\_gradient: the loss'
set xrange [-2:2]; set yrange [0:0.5]; set xtics 1
set xlabel '{/:Italic b} from the wall, in 10^{−4}' offset 0,0.6
set label 1 note('recurrence_gradient', outside(1, 0, 0.5)) @tell
plot ours('recurrence_gradient') using 3:1 @wide, \
     yours('recurrence_gradient') using 3:1 @narrow
set title 'its gradient, by {/:Italic w} and by {/:Italic b}'
set yrange [-8000:3000]; set ytics 4000
set label 1 note('recurrence_gradient', \
    outside(2, -8000, 3000) . '||' . outside(4, -8000, 3000))
set label 2 'by {/:Italic w} (dashed)' at -0.05,-3500 textcolor rgb grey
set label 3 'by {/:Italic b}' at -0.2,-5600 textcolor rgb grey
plot ours('recurrence_gradient') using 3:2 @wide, '' using 3:4 @wide, \
     yours('recurrence_gradient') using 3:2 @narrow dashtype (6,4), \
     '' using 3:4 @narrow
unset label 2; unset label 3; unset xlabel
set title 'clip\_norm: ten steps on the cliff'
wall(w) = 0.5 - w / (1 + exp(-0.5))
set xrange [4.96:5.06]; set yrange [-2.64:-2.55]; set xtics 0.04; set ytics 0.04
set label 1 note('clip_norm', \
    'NF == 3 && (' . outside(2, 4.96, 5.06) . '||' . outside(3, -2.64, -2.55) \
    . ')')
set label 2 'wall' at 4.963,-2.6 textcolor rgb grey
plot wall(x) @guide, ours('clip_norm') index 1 using 2:3 @wide, \
     yours('clip_norm') index 1 using 2:3 @blue_path
unset label 2
circle = "[0:6.3] '+' using (cos($1)):(sin($1)) @guide"
set size ratio -1
set title 'clip\_norm of gradients at 1'
set xrange [-3.5:3.5]; set yrange [-3.5:3.5]; set xtics 2; set ytics 2
set label 1 note('clip_norm', in_frame(3.5))
plot sample @circle, ours('clip_norm') index 0 @wide_arrows, \
     yours('clip_norm') index 0 @narrow_arrows
set title 'clip\_value of gradients at 1'
set label 1 note('clip_value', in_frame(3.5))
set object 1 polygon from -1,-1 to -1,1 to 1,1 to 1,-1 to -1,-1 \
    linewidth 1 dashtype (4,4) fillstyle empty border rgb grey
plot ours('clip_value') @wide_arrows, yours('clip_value') @narrow_arrows
unset object
set title 'repaired\_clip\_layers: norms of two layers'
set xrange [0:2.2]; set yrange [0:2.2]; set tics 1
set label 1 note('repaired_clip_layers', in_frame(2.2))
plot sample @circle, ours('repaired_clip_layers') @wide_arrows, \
     yours('repaired_clip_layers') @narrow_arrows
unset multiplot
