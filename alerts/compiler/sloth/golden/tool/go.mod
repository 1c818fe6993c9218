// The Sloth that makes the golden files. It is built from the module registry: see ../remake.mjs.
module sightline/sloth-golden

go 1.26.0

require github.com/slok/sloth v0.16.0
