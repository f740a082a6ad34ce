// What the process that reads PDFs (pdf_reader_main.cc) sends: lines of text, of fields parted by
// single spaces.
//
//   locked                                        encrypted: nothing else comes
//   damaged                                       no PDF at all: nothing else comes
//   pages COUNT
//   title TEXT
//   page WIDTH HEIGHT                             the words of the next page follow
//   word LEFT TOP RIGHT BOTTOM ROTATION TEXT
//   end                                           without it, the process did not finish
//
// Numbers are whole hundredths of points, from the upper left corner of the page as it is shown.
// ROTATION is 0 to 3 quarters clockwise. TEXT may hold anything but line feeds.
#ifndef OGI_IMPORT_FORMATS_PDF_WORDS_H_
#define OGI_IMPORT_FORMATS_PDF_WORDS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ogi {

// In points.
struct PdfWord {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  int rotation = 0;
  std::string text;
};

struct PdfPage {
  double width = 0;
  double height = 0;
  std::vector<PdfWord> words;
};

struct PdfText {
  std::string title;
  std::vector<PdfPage> pages;
};

// Trusts nothing: the process may have been taken over. Errors: INVALID_ARGUMENT for a PDF that is
// encrypted or damaged, RESOURCE_EXHAUSTED for one of too many pages.
absl::StatusOr<PdfText> ParsePdfWords(absl::string_view words);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_PDF_WORDS_H_
