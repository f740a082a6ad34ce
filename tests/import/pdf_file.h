// PDF files, written by hand.
#ifndef OGI_TESTS_IMPORT_PDF_FILE_H_
#define OGI_TESTS_IMPORT_PDF_FILE_H_

#include <string>

#include "tests/import/page.h"

namespace ogi::import_test {

struct PdfOptions {
  // Codes that a ToUnicode table explains; otherwise the predefined UniGB-UTF16-H.
  bool to_unicode = true;
  bool frames = true;
};

// The font is not embedded.
std::string PdfFile(const Pages& pages, const PdfOptions& options);

}  // namespace ogi::import_test

#endif  // OGI_TESTS_IMPORT_PDF_FILE_H_
