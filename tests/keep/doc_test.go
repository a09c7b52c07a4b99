// Package keep_test kills crawls that keep records, and looks at what is left.
package keep_test
