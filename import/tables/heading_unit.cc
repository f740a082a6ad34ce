#include "import/tables/heading_unit.h"

#include <cstddef>

#include "import/text/folded_document.h"

namespace ogi::reading {
namespace {

// From 额 or 位 to 元.
constexpr size_t kReach = 8;
// What may stand before a 元 that is no part of another unit: 单位为元, 单位元, 金额元, 人民币元.
constexpr std::u32string_view kBeforePlain = U"为位额币";

}  // namespace

HeadingUnit UnitOfHeadings(std::u32string_view text) {
  HeadingUnit found;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != U'额' && text[at] != U'位') continue;
    const std::u32string_view near = text.substr(at + 1, kReach);
    const size_t yuan = near.find(U'元');
    if (yuan == std::u32string_view::npos) continue;
    // Broken behind 万, with words of another column between.
    const bool ten_thousand = near.substr(0, yuan).find(U'万') != std::u32string_view::npos;
    const char32_t before = ten_thousand ? U'万' : char32_t{text[at + yuan]};
    if (before == U'万') {
      found.unit = CellValue::Unit::kTenThousandYuan;
    } else if (IsHan(before) && kBeforePlain.find(before) == std::u32string_view::npos) {
      found.unknown = true;
    } else if (found.unit == CellValue::Unit::kNone) {
      found.unit = CellValue::Unit::kYuan;
    }
  }
  return found;
}

}  // namespace ogi::reading
