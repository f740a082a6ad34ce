#include "clients/cli/text/season_text.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "clients/cli/text/access_text.h"
#include "clients/cli/text/grid.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/text_width.h"

namespace ogi::cli {
namespace {

constexpr int kDayWidth = 12;
constexpr int kNameWidth = 48;
constexpr int kTextWidth = 40;

using Header = std::vector<std::pair<absl::string_view, absl::string_view>>;

void AddHeader(const Header& columns, Language language, Grid& grid) {
  std::vector<GridCell> cells;
  for (const auto& [chinese, english] : columns) {
    cells.push_back({std::string(Pick(language, chinese, english))});
  }
  grid.AddRow(std::move(cells));
  grid.AddRule();
}

std::string Days(int days, Language language) {
  return absl::StrCat(days, Pick(language, " 天", days == 1 ? " day" : " days"));
}

// The person, or the organ where none is named; nothing where nobody is.
std::string By(const v1::Actor& actor) {
  const std::string& who = actor.person().empty() ? actor.agency() : actor.person();
  return who.empty() ? "" : absl::StrCat(" ", Printable(ShortName(who)));
}

// When, by whom, why.
std::string Withdrawal(const v1::RecordLife& life) {
  if (!life.has_withdraw_time()) return "";
  return absl::StrCat(ChinaTimeText(life.withdraw_time()), By(life.withdrawer()), "\n",
                      Printable(life.withdraw_reason()));
}

// What is out of the ordinary about an entry, the latest last.
std::string Remarks(const v1::RosterEntry& entry, Language language) {
  std::vector<std::string> lines;
  if (entry.has_addition()) {
    lines.push_back(
        absl::StrCat(Pick(language, "补录：", "added: "), Printable(entry.addition().reason())));
  }
  for (const v1::Exemption& each : entry.exemptions()) {
    lines.push_back(absl::StrCat(
        each.life().has_withdraw_time() ? Pick(language, "曾免报：", "was exempt: ")
                                        : Pick(language, "免报：", "exempt: "),
        GroundText(each.ground(), language), Pick(language, "，", ", "), Printable(each.reason())));
  }
  if (entry.has_due()) {
    lines.push_back(
        absl::StrCat(Pick(language, "应报日期 ", "due "), DayText(entry.due().due_date())));
  }
  std::string text;
  for (const std::string& line : lines) {
    if (!text.empty()) text += "\n";
    text += line;
  }
  return text;
}

}  // namespace

std::string TimelinessText(const v1::Timeliness& timeliness, Language language) {
  const v1::DueDates& due = timeliness.due();
  std::string text = absl::StrCat(Pick(language, "时限：", "Due: "), DayText(due.due_date()));
  if (due.has_prescribed_due_date() || !due.extension().empty()) {
    absl::StrAppend(&text, Pick(language, "（法定 ", " (by law "), DayText(due.legal_due_date()));
    if (due.has_prescribed_due_date() && !due.extension().empty()) {
      absl::StrAppend(&text, Pick(language, "，规定 ", ", prescribed "),
                      DayText(due.prescribed_due_date()));
    }
    if (!due.extension().empty()) {
      absl::StrAppend(&text, Pick(language, "，依延期 ", ", extended by "),
                      Printable(absl::StripPrefix(due.extension(), "agencies/")));
    }
    absl::StrAppend(&text, Pick(language, "）", ")"));
  }
  text += timeliness.days_late() == 0 ? std::string(Pick(language, "，按期", ", in time"))
                                      : absl::StrCat(Pick(language, "，逾期 ", ", late by "),
                                                     Days(timeliness.days_late(), language));
  if (timeliness.legal_days_late() != timeliness.days_late()) {
    text += timeliness.legal_days_late() == 0
                ? std::string(Pick(language, "，未超法定期限", ", within the legal date"))
                : absl::StrCat(Pick(language, "，超法定期限 ", ", past the legal date by "),
                               Days(timeliness.legal_days_late(), language));
  }
  if (timeliness.after_closing()) {
    absl::StrAppend(&text, Pick(language, "，在截止日期之后", ", after the closing date"));
  }
  return absl::StrCat(text, "\n");
}

std::string RosterText(const v1::Roster& roster, Language language) {
  const std::string how_many = absl::StrCat(
      roster.entries(), Pick(language, " 个机关，按 ", " organs, as of "), DayText(roster.day()));
  return absl::StrCat(Pick(language, "应报单位名录：", "Roster: "),
                      roster.state() == v1::Roster::FROZEN
                          ? Pick(language, "已固定，", "frozen, ")
                          : Pick(language, "正在固定（请再次运行 season freeze），",
                                 "being frozen (run season freeze again), "),
                      how_many, Pick(language, " 的登记\n", "\n"));
}

std::string SeasonText(const v1::Season& season, Language language) {
  std::string text = absl::StrCat(Printable(absl::StripPrefix(season.name(), "seasons/")),
                                  Pick(language, " 年度\n", "\n"));
  Grid grid({kDayWidth, kDayWidth, kDayWidth, kDayWidth, kDayWidth, kDayWidth, kDayWidth});
  AddHeader({{"级别", "level"},
             {"开始报送", "opens"},
             {"应报", "due"},
             {"截止", "closes"},
             {"汇总应报", "aggregate"},
             {"法定", "by law"},
             {"法定汇总", "aggregate by law"}},
            language, grid);
  for (const v1::LevelDates& each : season.levels()) {
    grid.AddRow({{std::string(LevelText(each.level(), language))},
                 {DayText(each.opening_date())},
                 {DayText(each.due_date())},
                 {DayText(each.closing_date())},
                 {DayText(each.aggregate_due_date())},
                 {DayText(each.legal_due_date())},
                 {DayText(each.aggregate_legal_due_date())}});
  }
  text += grid.Draw();
  if (season.has_life()) {
    absl::StrAppend(&text, Pick(language, "设定：", "Set: "),
                    ChinaTimeText(season.life().create_time()), By(season.life().creator()), "\n");
  }
  if (season.has_roster()) {
    text += RosterText(season.roster(), language);
  } else if (season.has_life()) {
    absl::StrAppend(&text, Pick(language, "应报单位名录：尚未固定\n", "Roster: not frozen yet\n"));
  }
  return text;
}

std::string RecordTable(const google::protobuf::RepeatedPtrField<v1::RosterEntry>& entries,
                        Language language) {
  Grid grid({kNameWidth, kTextWidth, kDayWidth, kNameWidth, kTextWidth});
  AddHeader({{"机关", "agency"},
             {"名称", "name"},
             {"级别", "level"},
             {"上级", "superior"},
             {"备注", "remarks"}},
            language, grid);
  for (const v1::RosterEntry& each : entries) {
    const absl::string_view agency =
        absl::string_view(each.name()).substr(0, each.name().find("/rosterEntries/"));
    grid.AddRow({{Printable(absl::StripPrefix(agency, "agencies/"))},
                 {Printable(each.agency_display_name())},
                 {std::string(LevelText(each.level(), language))},
                 {Printable(absl::StripPrefix(each.superior(), "agencies/"))},
                 {Remarks(each, language)}});
  }
  return grid.Draw();
}

std::string RecordTable(const google::protobuf::RepeatedPtrField<v1::Extension>& extensions,
                        Language language) {
  Grid grid({kNameWidth, kDayWidth, kDayWidth, kDayWidth, kTextWidth, kTextWidth, kTextWidth});
  AddHeader({{"名称", "name"},
             {"年度", "year"},
             {"延至", "until"},
             {"范围", "for"},
             {"文号和理由", "document, why"},
             {"登记", "made"},
             {"撤销", "withdrawn"}},
            language, grid);
  for (const v1::Extension& each : extensions) {
    grid.AddRow(
        {{Printable(absl::StripPrefix(each.name(), "agencies/"))},
         {absl::StrCat(each.year())},
         {DayText(each.due_date())},
         {std::string(each.subtree() ? Pick(language, "本机关及下级", "it and all below")
                                     : Pick(language, "本机关", "it alone"))},
         {absl::StrCat(Printable(each.document_number()), "\n", Printable(each.reason()))},
         {absl::StrCat(ChinaTimeText(each.life().create_time()), By(each.life().creator()))},
         {Withdrawal(each.life())}});
  }
  return grid.Draw();
}

absl::string_view GroundText(v1::Exemption::Ground ground, Language language) {
  switch (ground) {
    case v1::Exemption::ABOLISHED:
      return Pick(language, "撤销", "abolished");
    case v1::Exemption::MERGED:
      return Pick(language, "并入其他机关", "merged");
    case v1::Exemption::NEWLY_FOUNDED:
      return Pick(language, "新设立", "newly founded");
    case v1::Exemption::OTHER:
      return Pick(language, "其他", "other");
    default:
      return "";
  }
}

std::optional<v1::Exemption::Ground> ParseGround(absl::string_view text) {
  v1::Exemption::Ground ground;
  if (v1::Exemption::Ground_Parse(absl::StrReplaceAll(absl::AsciiStrToUpper(text), {{"-", "_"}}),
                                  &ground) &&
      ground != v1::Exemption::GROUND_UNSPECIFIED) {
    return ground;
  }
  for (int i = 1; i < v1::Exemption::Ground_ARRAYSIZE; ++i) {
    ground = static_cast<v1::Exemption::Ground>(i);
    if (text == GroundText(ground, Language::kChinese)) return ground;
  }
  return std::nullopt;
}

}  // namespace ogi::cli
