#include "import/formats/read_document.h"

#include "absl/strings/str_cat.h"
#include "common/encoding.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "import/formats/docx.h"
#include "import/formats/html.h"
#include "import/formats/pdf.h"
#include "import/formats/recognise.h"
#include "import/formats/text.h"

namespace ogi {
namespace {

absl::StatusOr<Document> ReadMarkupOrText(absl::string_view bytes) {
  if (bytes.size() > limits::kMaxMarkupBytes) {
    return errors::DocumentBeyondLimit(
        absl::StrCat("网页或文本文件超过 ", limits::kMaxMarkupBytes >> 20, " MiB"),
        absl::StrCat("The web page or text is larger than ", limits::kMaxMarkupBytes >> 20,
                     " MiB"));
  }
  OGI_ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(bytes));
  OGI_ASSIGN_OR_RETURN(const MarkupKind kind, RecogniseMarkup(decoded.text));
  if (kind == MarkupKind::kText) return ReadText(decoded.text);
  if (decoded.encoding == Encoding::kGb18030) OGI_RETURN_IF_ERROR(CheckCharset(bytes));
  return ReadHtml(decoded.text, kind == MarkupKind::kTextWithHtml);
}

}  // namespace

absl::StatusOr<Document> ReadDocument(absl::string_view bytes) {
  if (bytes.size() > limits::kMaxDocumentBytes) {
    return errors::DocumentBeyondLimit(
        absl::StrCat("文件超过 ", limits::kMaxDocumentBytes >> 20, " MiB"),
        absl::StrCat("The file is larger than ", limits::kMaxDocumentBytes >> 20, " MiB"));
  }
  OGI_ASSIGN_OR_RETURN(const FileKind kind, RecogniseFile(bytes));
  switch (kind) {
    case FileKind::kPdf:
      return ReadPdf(bytes);
    case FileKind::kZip:
      return ReadDocx(bytes);
    case FileKind::kMarkupOrText:
      return ReadMarkupOrText(bytes);
  }
  return errors::InternalFault("a file of no kind");
}

}  // namespace ogi
