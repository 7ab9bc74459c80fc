# Draws the accuracy of the last `make train`: FOLDER/accuracy.tsv to .svg.
# make sets folder, topic and format.
load 'book/style.gp'
figure(name) = folder . '/' . name . '.' . format

name = 'accuracy'; height = 0.6; @canvas
set xlabel 'iteration'
set ylabel 'test accuracy'
set yrange [0:1]
set grid ytics
plot folder . '/accuracy.tsv' using 1:4 @thick linecolor rgb blue
