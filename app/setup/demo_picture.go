package setup

// picture is which scene a photo shows, and in which colours.
type picture struct{ scene, colours int }
