// The title of a report: whose, and of which year.
//
// The organ stands before or behind the year, and `政府信息公开` follows, whose 政府 is not the
// organ's:
//
//   君山镇人民政府2025年政府信息公开工作年度报告        君山镇人民政府
//   2025年君山镇人民政府政府信息公开工作年度报告        君山镇人民政府
//   2025年君山镇人民政府信息公开工作年度报告            君山镇人民政府, for a 人民政府 keeps its
//   own 2025年沭阳县发展和改革局政府信息公开工作年度报告    沭阳县发展和改革局
//   政府信息公开工作年度报告（2025年度）                none
#ifndef OGI_IMPORT_PARTS_TITLE_H_
#define OGI_IMPORT_PARTS_TITLE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::reading {

// Letters of the name of an organ.
inline constexpr size_t kMaxOrganName = 40;

struct Title {
  // Folded.
  std::u32string text;
  // Empty if it names none.
  std::u32string agency;
  int year = 0;
};

// Nullopt for what is no title. `text` is folded, without white space.
std::optional<Title> ParseTitle(std::u32string text);

// Whether a line above a title belongs to the page, not to the title: 附件1, 通知公告, 首页.
bool IsPageLine(std::u32string_view line);

// A line that runs on, without what pages have before the title: 附件1, 索引号:014-2024-00031.
std::u32string_view WithoutPageWords(std::u32string_view line);

// Whether a name ends as names of organs do.
bool IsOrgan(std::u32string_view name);

// Whether two names may be of one organ: one is the end or the beginning of the other, as
// 玉许乡人民政府 is of 波密县玉许乡人民政府.
bool MayBeOneOrgan(std::u32string_view a, std::u32string_view b);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_PARTS_TITLE_H_
