// The words of both forms side by side, as data: cells.cc numbers them, printed_form.cc lays them
// out.
#ifndef OGI_DOMAIN_FORM_FORM_BLOCKS_H_
#define OGI_DOMAIN_FORM_FORM_BLOCKS_H_

#include <vector>

#include "domain/form/cells.h"

namespace ogi {

// Of a pair of labels, that of 2019 is empty if the form of 2019 lacks the row or column. That of
// 2021 is kSame if it was kept, and empty if the form of 2021 lacks it.
inline constexpr const char* kSame = nullptr;

struct ColumnText {
  const char* name;
  const char* label_2019;
  const char* label_2021;
  CellKind kind = CellKind::kCount;
  const char* group = "";
};

struct RowText {
  const char* name;
  // Where the row is in its table's message; kSame if that is its name.
  const char* field;
  const char* label_2019;
  const char* label_2021;
  const char* subgroup = "";
  const char* group = "";
};

struct BlockText {
  Table table;
  const char* caption;
  const char* corner;
  const char* columns_caption;
  std::vector<ColumnText> columns;
  std::vector<RowText> rows;
};

// 三、本年度办理结果, which every row below it has for a group.
extern const char* const kOutcomes;

// In form order.
std::vector<BlockText> FormBlocks();

// The label of 2021 of a pair.
inline const char* Label2021(const char* label_2019, const char* label_2021) {
  return label_2021 == kSame ? label_2019 : label_2021;
}

// Whether the form has a row or column of this label.
inline bool Given(const char* label) { return *label != '\0'; }

}  // namespace ogi

#endif  // OGI_DOMAIN_FORM_FORM_BLOCKS_H_
