// A document with its glyphs, from a few lines of text or HTML.
#ifndef OGI_IMPORT_TEXT_TESTING_FOLDED_TEXT_H_
#define OGI_IMPORT_TEXT_TESTING_FOLDED_TEXT_H_

#include "absl/strings/string_view.h"
#include "import/formats/read_document.h"
#include "import/text/folded_document.h"

namespace ogi::reading {

struct FoldedText {
  // Text that ReadDocument cannot read, such as none, makes a document without blocks.
  explicit FoldedText(absl::string_view bytes)
      : document(ReadDocument(bytes).value_or(Document())), folded(Fold(document)) {}
  FoldedText(const FoldedText&) = delete;
  FoldedText& operator=(const FoldedText&) = delete;

  GlyphRange all() const { return {0, folded.glyphs.size()}; }
  absl::string_view Text(GlyphRange range) const { return document.Text(folded.Span(range)); }

  const Document document;
  const FoldedDocument folded;
};

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TEXT_TESTING_FOLDED_TEXT_H_
