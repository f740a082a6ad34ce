#include "import/importer.h"

#include <string>
#include <utility>

#include "common/digest.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "common/utf8.h"
#include "import/formats/read_document.h"
#include "import/parts/find_parts.h"
#include "import/report/fill_report.h"
#include "import/tables/read_tables.h"
#include "import/text/folded_document.h"

namespace ogi {

absl::StatusOr<Imported> ImportDocument(const Document& document, int year) {
  const reading::FoldedDocument folded = reading::Fold(document);
  const reading::Parts parts = reading::FindParts(folded, year);
  const reading::Tables tables = reading::ReadTables(folded, parts.facts.year);
  if (!tables.none()) return reading::FillReport(folded, parts, tables);
  if (reading::IsTraditional(folded)) {
    return errors::DocumentNotReadable(
        "文件是繁体字，表格中的行名认不出来。请改用简体字的版本。",
        "The document is in traditional characters, and the labels of its tables are not "
        "recognised; use a version in simplified characters.");
  }
  return errors::DocumentNotReadable(
      "文件中没有找到年度报告的三张表，不像是政府信息公开工作年度报告。请核对文件；"
      "如果表格是图片，请使用可以复制文字的版本。",
      "None of the three tables of an annual report was found in the document. Check the file; "
      "where its tables are pictures, use a version with text in it.");
}

absl::StatusOr<Imported> ImportFile(absl::string_view file_name, absl::string_view bytes,
                                    Document* document, int year) {
  OGI_ASSIGN_OR_RETURN(Document read, ReadDocument(bytes));
  OGI_ASSIGN_OR_RETURN(Imported imported, ImportDocument(read, year));
  v1::SourceDocument& source = *imported.report.mutable_source_document();
  source.set_file_name(std::string(CutUtf8(file_name, limits::kMaxLineBytes)));
  source.set_media_type(read.media_type);
  source.mutable_digest()->set_algorithm(v1::Digest::SHA256);
  source.mutable_digest()->set_value(Sha256(bytes));
  if (document != nullptr) *document = std::move(read);
  return imported;
}

}  // namespace ogi
