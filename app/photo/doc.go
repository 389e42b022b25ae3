// Package photo makes a picture that a person chose fit to be stored and shown: upright, at most 1,600 pixels on a side,
// and without anything that a camera wrote beside the image, such as where it was taken.
package photo
