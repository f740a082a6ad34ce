// What a file is, by its bytes.
#ifndef OGI_IMPORT_FORMATS_RECOGNISE_H_
#define OGI_IMPORT_FORMATS_RECOGNISE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ogi {

enum class FileKind { kPdf, kZip, kMarkupOrText };

// Errors: INVALID_ARGUMENT for a kind that is not read, with what to do instead.
absl::StatusOr<FileKind> RecogniseFile(absl::string_view bytes);

enum class MarkupKind {
  kText,
  kHtml,
  // Text with a piece of HTML in it: the ends of its lines count.
  kTextWithHtml,
};

// Of UTF-8 without a byte order mark.
absl::StatusOr<MarkupKind> RecogniseMarkup(absl::string_view text);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_RECOGNISE_H_
