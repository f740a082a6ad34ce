// Small files of each kind, and the real ones.
#ifndef OGI_IMPORT_FORMATS_TESTING_FILES_H_
#define OGI_IMPORT_FORMATS_TESTING_FILES_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace ogi {

// A zip archive of these files, deflated.
std::string Zip(const std::vector<std::pair<std::string, std::string>>& files);

// `body` is what stands within w:body; other parts are left out where they are empty.
std::string Docx(absl::string_view body, absl::string_view numbering = "",
                 absl::string_view styles = "");

// A paragraph of a DOCX.
std::string DocxParagraph(absl::string_view text);

// A PDF of one page for each of the contents, with the font /F, 600 by 800 points. `page` goes into
// the dictionary of each page.
std::string Pdf(const std::vector<std::string>& contents, absl::string_view page = "");

// Shows `text`, of 12 points, at a place from the lower left corner.
std::string PdfShow(int x, int y, absl::string_view text);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_TESTING_FILES_H_
