#include "import/parts/title.h"

#include <algorithm>
#include <utility>

#include "import/text/dates.h"
#include "import/text/folded_document.h"

namespace ogi::reading {
namespace {

using Text = std::u32string;
using View = std::u32string_view;

constexpr View kGovernment = U"政府";
constexpr View kPeoplesGovernment = U"人民政府";

constexpr View kPageWords[] = {U"附件",
                               U"附",
                               U"通知公告",
                               U"公告",
                               U"通知",
                               U"正文",
                               U"首页",
                               U"政务公开",
                               U"信息公开",
                               U"政府信息公开",
                               U"政府信息公开年报",
                               U"信息公开年报",
                               U"公开年报",
                               U"年度报告",
                               U"政府信息公开年度报告",
                               U"打印",
                               U"关闭",
                               U"打印本页",
                               U"关闭窗口",
                               U"字体",
                               U"分享",
                               U"下载",
                               U"法定主动公开内容",
                               U"政府信息公开目录"};

bool RemoveSuffix(View& text, View word) {
  if (!text.ends_with(word)) return false;
  text.remove_suffix(word.size());
  return true;
}

// Of what stands before 信息公开.
View WithoutDisclosure(View name) {
  while (RemoveSuffix(name, U"关于") || RemoveSuffix(name, U"的") || RemoveSuffix(name, U"政务")) {
  }
  View without = name;
  if (!RemoveSuffix(without, kGovernment)) return name;
  // 人民政府信息公开: the one 政府 is the organ's.
  if (name.ends_with(kPeoplesGovernment)) return name;
  return without;
}

View WithoutMarks(View name) {
  for (const View word : {View(U"关于"), View(U"《"), View(U"“"), View(U"<"), View(U"度")}) {
    if (name.starts_with(word)) name.remove_prefix(word.size());
  }
  while (RemoveSuffix(name, U"关于") || RemoveSuffix(name, U"的")) {
  }
  return name;
}

}  // namespace

std::optional<Title> ParseTitle(Text text) {
  while (!text.empty() && !IsLetter(text.front()) && text.front() != U'(') text.erase(0, 1);
  Title title;
  size_t year_at = 0;
  size_t year_size = 0;
  // One with 年 behind it, if there is one: numbers of documents have years in them too.
  for (size_t at = 0; at < text.size(); ++at) {
    size_t size = 0;
    const int year = YearAt(text, at, &size);
    const bool named = year > 0 && at + size < text.size() && text[at + size] == U'年';
    if (year == 0 || (title.year > 0 && !named)) continue;
    title.year = year;
    year_at = at;
    year_size = size;
    if (named) break;
  }
  const size_t disclosure = text.find(U"信息公开");
  const bool report = Holds(text, U"报告") || Holds(text, U"年报");
  if (title.year == 0 || disclosure == Text::npos || !report) return std::nullopt;
  const View whole = text;
  View agency;
  if (year_at > disclosure) {
    agency = WithoutDisclosure(whole.substr(0, disclosure));
  } else {
    // Before the year it ends there; behind it, what discloses ends it.
    agency = whole.substr(0, year_at);
    if (WithoutMarks(agency).empty()) {
      size_t from = year_at + year_size;
      if (from < whole.size() && whole[from] == U'年') ++from;
      if (from < whole.size() && whole[from] == U'度') ++from;
      agency = WithoutDisclosure(whole.substr(from, std::max(from, disclosure) - from));
    }
  }
  agency = WithoutMarks(agency);
  title.agency = agency == kGovernment ? Text() : Text(agency);
  title.text = std::move(text);
  return title;
}

bool IsPageLine(View line) {
  while (!line.empty() && !IsHan(line.back())) line.remove_suffix(1);
  while (!line.empty() && !IsHan(line.front())) line.remove_prefix(1);
  return std::find(std::begin(kPageWords), std::end(kPageWords), line) != std::end(kPageWords);
}

View WithoutPageWords(View line) {
  constexpr View kMarks = U":>|/-";
  constexpr size_t kYearDigits = 4;
  size_t begin = 0;
  for (size_t i = 0; i < line.size();) {
    size_t end = i;
    while (end < line.size() && IsDigit(line[end])) ++end;
    // The year is the title's, without digits that ran into it: 附件1 2025年.
    if (end > i && end < line.size() && line[end] == U'年') {
      if (end - i > kYearDigits) begin = end - kYearDigits;
      break;
    }
    if (end == i) ++end;
    if (IsDigit(line[i]) || kMarks.find(line[i]) != View::npos) begin = end;
    i = end;
  }
  line.remove_prefix(begin);
  for (bool again = true; again;) {
    again = false;
    for (const View word : kPageWords) {
      // 政府信息公开年度报告 may be the title itself.
      if (Holds(word, U"公开") || !line.starts_with(word)) continue;
      line.remove_prefix(word.size());
      again = true;
    }
  }
  return line;
}

bool IsOrgan(View name) {
  constexpr View kEnds = U"府局室会委厅院处站区队馆社部办所司心校行团县市省镇乡旗盟州庭署关站厂场)";
  return name.size() >= 2 && kEnds.find(name.back()) != View::npos;
}

bool MayBeOneOrgan(View a, View b) {
  if (a.size() < b.size()) std::swap(a, b);
  return a.ends_with(b) || a.starts_with(b);
}

}  // namespace ogi::reading
