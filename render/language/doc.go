// Package language puts what a person reads into their language.
//
// Texts of the program are written in English, where they are drawn. A [Catalogue] has the
// other language for each of them, keyed by the English text with its numbers taken out, as
// gettext does it; a [Language] looks texts up. That happens at the one place where texts
// are measured and drawn, in the painter of package ui, and where the labels of widgets
// leave for a screen reader. So nothing that draws a text knows of languages, and a text
// that the catalogue lacks appears in English.
//
// # The file
//
//	# A note.
//	{} sent
//	  {} gesendet
//	{} of {} reached
//	  {2} erwartet, {1} erreicht
//	{…} CPU, expected
//	  CPU {…}, erwartet
//
// A line at the margin is an English text, the line below it, behind a blank, is the same in
// the other language. {} is a number; {1} and {2} are numbers by their place, where the order
// differs. A plural needs nothing more: English tells one from several, and so do its keys.
// {…} is any text, which is looked up in turn; a key without it goes first, and of those with
// it the earlier one in the file. Below "same", alone in a line, stand the texts that both
// languages share, each at the margin.
//
// # Numbers
//
// English has 1,003 and 45.1, German 1 003 and 45,1, with a narrow blank that does not break.
// A dot between thousands, which German has as well, is not used: 1.003 is about one to
// those who read English, and a comma alone is about one to those who read German. So no
// number of either language is a number of another size in the other. What is typed is read
// in the same way, see [Language.Typed].
package language
