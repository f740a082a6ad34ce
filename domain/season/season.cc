#include "domain/season/season.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/limits.h"
#include "domain/codes/principal.h"
#include "domain/codes/resource_name.h"

namespace ogi {
namespace {

constexpr absl::string_view kSeasons = "seasons/";
constexpr absl::string_view kRosterEntries = "/rosterEntries/";
constexpr absl::string_view kExtensions = "/extensions/";

std::optional<int> ParseYear(absl::string_view text) {
  int year = 0;
  // SimpleAtoi alone would take signs and spaces too.
  if (text.size() != 4 || !std::all_of(text.begin(), text.end(), absl::ascii_isdigit) ||
      !absl::SimpleAtoi(text, &year) || !IsReportYear(year)) {
    return std::nullopt;
  }
  return year;
}

// Splits `agencies/{agency}{middle}{id}`; the id may be any text.
std::optional<ExtensionId> Split(absl::string_view name, absl::string_view middle) {
  const size_t at = name.find(middle);
  if (at == absl::string_view::npos) return std::nullopt;
  std::optional<std::string> agency_id = ParseAgencyName(name.substr(0, at));
  if (!agency_id.has_value()) return std::nullopt;
  return ExtensionId{*std::move(agency_id), std::string(name.substr(at + middle.size()))};
}

bool IsLevel(v1::Agency::Level level) {
  return level != v1::Agency::LEVEL_UNSPECIFIED && v1::Agency::Level_IsValid(level);
}

// Departments are due first.
bool FilesAsDepartment(v1::Agency::Level level, v1::Scope scope) {
  switch (level) {
    case v1::Agency::TOWNSHIP:
      return true;
    case v1::Agency::CENTRAL:
    case v1::Agency::DEPARTMENT:
      return scope != v1::AGGREGATE;
    default:
      return false;
  }
}

class SeasonChecker {
 public:
  SeasonChecker(int year, FieldViolations* violations) : year_(year), violations_(violations) {}

  // The day where it is one of those a season may name.
  std::optional<CivilDay> CheckDay(const std::string& field, const google::type::Date& date,
                                   CivilDay first) {
    const CivilDay last(year_ + 2, 12, 31);
    const std::optional<CivilDay> day = ParseDate(date);
    if (day.has_value() && *day >= first && *day <= last) return day;
    violations_->Add(field,
                     absl::StrCat("应为 ", absl::FormatCivilTime(first), " 至 ",
                                  absl::FormatCivilTime(last), " 之间的日期，请填写或更正。"),
                     absl::StrCat("must be a day from ", absl::FormatCivilTime(first), " to ",
                                  absl::FormatCivilTime(last), "."));
    return std::nullopt;
  }

  void CheckLevel(const std::string& path, const v1::LevelDates& dates) {
    if (!IsLevel(dates.level())) {
      violations_->Add(path + ".level", "请选择机关级别。", "is required: one of Agency.Level.");
    } else if (!levels_.insert(dates.level()).second) {
      violations_->Add(path + ".level", "同一级别只能出现一次，请去掉重复的。",
                       "is there twice; leave one out.");
    }
    const CivilDay first(year_, 1, 1);
    const auto opening = CheckDay(path + ".opening_date", dates.opening_date(), first);
    const auto due = CheckDay(path + ".due_date", dates.due_date(), first);
    CheckOrder(path + ".due_date", opening, due, "开始报送日期", "opening_date");
    if (dates.has_closing_date()) {
      const auto closing = CheckDay(path + ".closing_date", dates.closing_date(), first);
      CheckOrder(path + ".closing_date", due, closing, "应报日期", "due_date");
    }
    if (dates.has_aggregate_due_date()) {
      const auto aggregate =
          CheckDay(path + ".aggregate_due_date", dates.aggregate_due_date(), first);
      CheckOrder(path + ".aggregate_due_date", opening, aggregate, "开始报送日期", "opening_date");
    }
  }

 private:
  void CheckOrder(const std::string& field, const std::optional<CivilDay>& before,
                  const std::optional<CivilDay>& day, absl::string_view chinese,
                  absl::string_view english) {
    if (!before.has_value() || !day.has_value() || *before <= *day) return;
    violations_->Add(field, absl::StrCat("不能早于", chinese, "，请更正。"),
                     absl::StrCat("must not be before ", english, "."));
  }

  const int year_;
  FieldViolations* const violations_;
  std::set<int> levels_;
};

int DaysAfter(CivilDay day, const google::type::Date& due) {
  return static_cast<int>(std::max<int64_t>(0, day - DayOf(due)));
}

}  // namespace

CivilDay DayOf(const google::type::Date& date) {
  return CivilDay(date.year(), date.month(), date.day());
}

bool IsReportYear(int year) { return year >= limits::kFirstYear && year <= limits::kLastYear; }

std::optional<int> ParseSeasonName(absl::string_view name) {
  if (!absl::StartsWith(name, kSeasons)) return std::nullopt;
  return ParseYear(name.substr(kSeasons.size()));
}

std::string SeasonName(int year) { return absl::StrCat(kSeasons, year); }

std::optional<RosterEntryId> ParseRosterEntryName(absl::string_view name) {
  std::optional<ExtensionId> split = Split(name, kRosterEntries);
  if (!split.has_value()) return std::nullopt;
  const std::optional<int> year = ParseYear(split->id);
  if (!year.has_value()) return std::nullopt;
  return RosterEntryId{std::move(split->agency_id), *year};
}

std::string RosterEntryName(const RosterEntryId& id) {
  return absl::StrCat(AgencyName(id.agency_id), kRosterEntries, id.year);
}

std::optional<ExtensionId> ParseExtensionName(absl::string_view name) {
  std::optional<ExtensionId> split = Split(name, kExtensions);
  if (!split.has_value() || !IsPrincipalId(split->id)) return std::nullopt;
  return split;
}

absl::string_view LevelLabel(v1::Agency::Level level) {
  switch (level) {
    case v1::Agency::CENTRAL:
      return "中央";
    case v1::Agency::PROVINCE:
      return "省级";
    case v1::Agency::PREFECTURE:
      return "市级";
    case v1::Agency::COUNTY:
      return "县级";
    case v1::Agency::TOWNSHIP:
      return "乡级";
    case v1::Agency::DEPARTMENT:
      return "部门";
    default:
      return "";
  }
}

CivilDay LegalDueDay(v1::Agency::Level level, v1::Scope scope, int year) {
  return FilesAsDepartment(level, scope) ? CivilDay(year + 1, 1, 31) : CivilDay(year + 1, 3, 31);
}

void CheckSeason(const v1::Season& season, FieldViolations* violations) {
  const std::optional<int> year = ParseSeasonName(season.name());
  if (!year.has_value()) {
    violations->Add("season.name", "应为 seasons/ 加年度，如 seasons/2025，请更正。",
                    "must be like seasons/2025.");
    return;
  }
  SeasonChecker checker(*year, violations);
  for (int i = 0; i < season.levels_size(); ++i) {
    checker.CheckLevel(absl::StrCat("season.levels[", i, "]"), season.levels(i));
  }
}

void CheckExtension(const v1::Extension& extension, FieldViolations* violations) {
  const auto add = [violations](absl::string_view field, absl::string_view chinese,
                                absl::string_view english) {
    violations->Add(absl::StrCat("extension.", field), chinese, english);
  };
  if (!ParseAgencyName(extension.agency()).has_value()) {
    add("agency", "应为机关，如 agencies/54-0424204，请更正。",
        "must be like agencies/54-0424204.");
  }
  if (!IsReportYear(extension.year())) {
    add("year", absl::StrCat("应为报告年度，", limits::kFirstYear, " 年以后，请更正。"),
        absl::StrCat("must be a report year from ", limits::kFirstYear, " on."));
  } else {
    SeasonChecker(extension.year(), violations)
        .CheckDay("extension.due_date", extension.due_date(), CivilDay(extension.year() + 1, 1, 1));
  }
  const auto check_text = [&add](absl::string_view field, absl::string_view text, size_t limit,
                                 absl::string_view chinese, absl::string_view english) {
    if (absl::StripAsciiWhitespace(text).empty()) {
      add(field, absl::StrCat("必须写明", chinese, "，请填写。"),
          absl::StrCat("is required: ", english, "."));
    } else if (text.size() > limit) {
      add(field, absl::StrCat("有 ", text.size(), " 字节，上限为 ", limit, " 字节，请缩减。"),
          absl::StrCat("is ", text.size(), " bytes; at most ", limit, " are allowed."));
    }
  };
  check_text("reason", extension.reason(), limits::kMaxReasonBytes, "理由", "say why");
  check_text("document_number", extension.document_number(), limits::kMaxLineBytes,
             "批准延期的文号", "the number of the document that grants it");
}

const v1::LevelDates* DatesOf(const v1::Season& season, v1::Agency::Level level) {
  const auto found =
      std::find_if(season.levels().begin(), season.levels().end(),
                   [level](const v1::LevelDates& each) { return each.level() == level; });
  return found == season.levels().end() ? nullptr : &*found;
}

v1::DueDates DueDatesWithout(const v1::LevelDates* dates, v1::Agency::Level level, v1::Scope scope,
                             int year) {
  v1::DueDates due;
  *due.mutable_legal_due_date() = ToDate(LegalDueDay(level, scope, year));
  *due.mutable_due_date() = due.legal_due_date();
  if (dates == nullptr) return due;
  if (scope == v1::AGGREGATE && dates->has_aggregate_due_date()) {
    *due.mutable_prescribed_due_date() = dates->aggregate_due_date();
  } else if (FilesAsDepartment(level, scope) || !FilesAsDepartment(level, v1::OWN)) {
    *due.mutable_prescribed_due_date() = dates->due_date();
  }
  if (due.has_prescribed_due_date()) *due.mutable_due_date() = due.prescribed_due_date();
  return due;
}

bool Apply(const v1::Extension& extension, v1::DueDates& due) {
  if (DayOf(extension.due_date()) <= DayOf(due.due_date())) return false;
  *due.mutable_due_date() = extension.due_date();
  due.set_extension(extension.name());
  return true;
}

v1::Timeliness TimelinessOf(v1::DueDates due, const v1::LevelDates* dates, CivilDay day) {
  v1::Timeliness timeliness;
  timeliness.set_days_late(DaysAfter(day, due.due_date()));
  timeliness.set_legal_days_late(DaysAfter(day, due.legal_due_date()));
  timeliness.set_after_closing(dates != nullptr && dates->has_closing_date() &&
                               day > DayOf(dates->closing_date()));
  *timeliness.mutable_due() = std::move(due);
  return timeliness;
}

}  // namespace ogi
