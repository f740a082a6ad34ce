// Where labels begin in text that runs on.
//
//   （二）部分公开（区分处理的，只计这一情形，不计其他情形）1.属于国家秘密
//                                                         ^
#ifndef OGI_IMPORT_ROWS_LABEL_STARTS_H_
#define OGI_IMPORT_ROWS_LABEL_STARTS_H_

#include <cstddef>
#include <vector>

#include "import/text/folded_document.h"

namespace ogi::reading {

// The glyphs behind the first of `text` where the numeral or the label of a row of table two or
// three begins, in order. Linear in the text.
std::vector<size_t> LabelStarts(const FoldedDocument& document, GlyphRange text);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_ROWS_LABEL_STARTS_H_
