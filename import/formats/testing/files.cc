#include "import/formats/testing/files.h"

#include <gtest/gtest.h>
#include <zip.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace ogi {
namespace {

constexpr absl::string_view kWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

std::string WordXml(absl::string_view root, absl::string_view content) {
  return absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:", root, " xmlns:w=\"", kWord,
                      "\">", content, "</w:", root, ">");
}

std::string Stream(absl::string_view content) {
  return absl::StrCat("<</Length ", content.size(), ">>stream\n", content, "\nendstream");
}

}  // namespace

std::string Zip(const std::vector<std::pair<std::string, std::string>>& files) {
  zip_source_t* const source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(source);
  zip_t* const archive = zip_open_from_source(source, ZIP_TRUNCATE, nullptr);
  for (const auto& [name, content] : files) {
    zip_source_t* const file = zip_source_buffer(archive, content.data(), content.size(), 0);
    EXPECT_GE(zip_file_add(archive, name.c_str(), file, 0), 0);
  }
  EXPECT_EQ(zip_close(archive), 0);
  std::string bytes;
  char buffer[4096];
  EXPECT_EQ(zip_source_open(source), 0);
  while (true) {
    const zip_int64_t size = zip_source_read(source, buffer, sizeof(buffer));
    if (size <= 0) break;
    bytes.append(buffer, static_cast<size_t>(size));
  }
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

std::string Docx(absl::string_view body, absl::string_view numbering, absl::string_view styles) {
  std::vector<std::pair<std::string, std::string>> files = {
      {"[Content_Types].xml", "<Types/>"},
      {"word/document.xml", WordXml("document", absl::StrCat("<w:body>", body, "</w:body>"))}};
  if (!numbering.empty()) files.push_back({"word/numbering.xml", WordXml("numbering", numbering)});
  if (!styles.empty()) files.push_back({"word/styles.xml", WordXml("styles", styles)});
  return Zip(files);
}

std::string DocxParagraph(absl::string_view text) {
  return absl::StrCat("<w:p><w:r><w:t>", text, "</w:t></w:r></w:p>");
}

std::string Pdf(const std::vector<std::string>& contents, absl::string_view page) {
  std::vector<std::string> objects = {"<</Type/Catalog/Pages 2 0 R>>", "",
                                      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
  std::string kids;
  for (const std::string& content : contents) {
    absl::StrAppend(&kids, objects.size() + 1, " 0 R ");
    objects.push_back(absl::StrCat("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents ",
                                   objects.size() + 2, " 0 R/Resources<</Font<</F 3 0 R>>>>", page,
                                   ">>"));
    objects.push_back(Stream(content));
  }
  objects[1] = absl::StrCat("<</Type/Pages/Kids[", kids, "]/Count ", contents.size(), ">>");
  std::string pdf = "%PDF-1.4\n";
  std::string table = "0000000000 65535 f \n";
  for (size_t i = 0; i < objects.size(); ++i) {
    absl::StrAppend(&table, absl::StrFormat("%010d 00000 n \n", pdf.size()));
    absl::StrAppend(&pdf, i + 1, " 0 obj\n", objects[i], "\nendobj\n");
  }
  const size_t start = pdf.size();
  absl::StrAppend(&pdf, "xref\n0 ", objects.size() + 1, "\n", table, "trailer\n<</Size ",
                  objects.size() + 1, "/Root 1 0 R>>\nstartxref\n", start, "\n%%EOF\n");
  return pdf;
}

std::string PdfShow(int x, int y, absl::string_view text) {
  return absl::StrCat("BT /F 12 Tf 1 0 0 1 ", x, " ", y, " Tm (", text, ") Tj ET\n");
}

}  // namespace ogi
