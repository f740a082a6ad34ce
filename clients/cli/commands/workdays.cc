#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/grid.h"
#include "clients/cli/text/json.h"
#include "common/errors.h"
#include "domain/calendar/work_calendar.h"
#include "google/protobuf/struct.pb.h"

namespace ogi::cli {
namespace {

struct WorkdaysOptions {
  std::string from;
  std::string to;
  int count = 0;
  std::string region;
  bool trace = false;
};

// More than any period of the law, and than the calendar has.
constexpr int kMaxCount = 2500;

std::string DayText(CivilDay day) { return absl::FormatCivilTime(day); }

absl::string_view WeekdayText(CivilDay day, Language language) {
  static constexpr absl::string_view kChinese[] = {"周一", "周二", "周三", "周四",
                                                   "周五", "周六", "周日"};
  static constexpr absl::string_view kEnglish[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  const auto at = static_cast<size_t>(absl::GetWeekday(day));
  return Pick(language, kChinese[at], kEnglish[at]);
}

std::string KindText(const DayInfo& day, Language language) {
  switch (day.kind) {
    case DayKind::kWorkday:
      return "";
    case DayKind::kMakeUpWorkday:
      return absl::StrCat(day.name, Pick(language, "调休上班", " (worked)"));
    case DayKind::kWeekend:
      return std::string(Pick(language, "周末", "weekend"));
    case DayKind::kHoliday:
    case DayKind::kRegionalHoliday:
      return absl::StrCat(day.name, Pick(language, "放假", " (off)"));
  }
  return "";
}

void TellTrace(Session& session, const std::vector<DayInfo>& trace) {
  const Language language = session.language();
  Grid grid({10, 4, 4, 16, 26});
  int counted = 0;
  for (const DayInfo& day : trace) {
    if (day.counts()) ++counted;
    grid.AddRow({{DayText(day.day)},
                 {std::string(WeekdayText(day.day, language))},
                 {day.counts() ? absl::StrCat(counted) : ""},
                 {KindText(day, language)},
                 {day.notice == nullptr ? "" : day.notice->number()}});
  }
  session.out() << grid.Draw();
}

// {"result": "2020-02-25", "days": [{"day": "2020-01-21", "counts": true}, …]}
std::string Json(const std::string& result, const std::vector<DayInfo>& trace) {
  google::protobuf::Struct object;
  auto& fields = *object.mutable_fields();
  fields["result"].set_string_value(result);
  auto& days = *fields["days"].mutable_list_value();
  for (const DayInfo& day : trace) {
    auto& each = *days.add_values()->mutable_struct_value()->mutable_fields();
    each["day"].set_string_value(DayText(day.day));
    each["counts"].set_bool_value(day.counts());
    if (!day.name.empty()) each["name"].set_string_value(std::string(day.name));
    if (day.notice != nullptr) each["notice"].set_string_value(day.notice->number());
  }
  return ToPrettyJson(object);
}

absl::StatusOr<CivilDay> ReadDay(const std::string& text) {
  CivilDay day;
  if (text.size() == 10 && absl::ParseCivilTime(text, &day) && DayText(day) == text) return day;
  FieldViolations violations;
  violations.Add("DATE", absl::StrCat("“", text, "”不是日期；请写成 2020-01-20 的样子。"),
                 absl::StrCat("“", text, "” is no date; write it like 2020-01-20."));
  return violations.ToStatus();
}

ExitCode Tell(Session& session, const WorkdaysOptions& options, const absl::Status& status,
              const std::string& result, const std::vector<DayInfo>& trace) {
  if (!status.ok()) return session.Fail(status);
  if (session.json()) {
    session.out() << Json(result, options.trace ? trace : std::vector<DayInfo>()) << "\n";
    return ExitCode::kDone;
  }
  if (options.trace) TellTrace(session, trace);
  session.out() << result << "\n";
  return ExitCode::kDone;
}

ExitCode Add(Session& session, const WorkdaysOptions& options) {
  const absl::StatusOr<CivilDay> from = ReadDay(options.from);
  if (!from.ok()) return session.Fail(from.status());
  std::vector<DayInfo> trace;
  const absl::StatusOr<CivilDay> day =
      WorkCalendar::BuiltIn().Add(*from, options.count, options.region, &trace);
  return Tell(session, options, day.status(), day.ok() ? DayText(*day) : "", trace);
}

ExitCode Count(Session& session, const WorkdaysOptions& options) {
  const absl::StatusOr<CivilDay> from = ReadDay(options.from);
  if (!from.ok()) return session.Fail(from.status());
  const absl::StatusOr<CivilDay> to = ReadDay(options.to);
  if (!to.ok()) return session.Fail(to.status());
  std::vector<DayInfo> trace;
  const absl::StatusOr<int> count =
      WorkCalendar::BuiltIn().Count(*from, *to, options.region, &trace);
  return Tell(session, options, count.status(), count.ok() ? absl::StrCat(*count) : "", trace);
}

void AddCommonOptions(Menu& menu, CLI::App* command, WorkdaysOptions* options) {
  command->add_option(
      "--region", options->region,
      menu.Words("行政区划代码，计入该地区的放假", "region code, for its holidays"));
  command->add_flag("--trace", options->trace,
                    menu.Words("逐日列出计与不计及其依据", "lists the days, and why each counts"));
}

}  // namespace

void AddWorkdays(Menu& menu) {
  auto options = std::make_shared<WorkdaysOptions>();
  CLI::App* family = menu.AddFamily("workdays", "计算工作日（首日不计）",
                                    "counts working days (the first day is not counted)");
  CLI::App* add =
      menu.AddTo(*family, "add", "某日之后的第 N 个工作日", "the N-th working day after a day",
                 [options](Session& session) { return Add(session, *options); });
  add->add_option("DATE", options->from, menu.Words("起算日", "the day it runs from"))->required();
  add->add_option("N", options->count, menu.Words("工作日数", "working days"))
      ->required()
      ->check(CLI::Range(0, kMaxCount));
  AddCommonOptions(menu, add, options.get());
  CLI::App* count = menu.AddTo(*family, "count", "某日之后至某日有几个工作日",
                               "the working days after a day, up to and including another",
                               [options](Session& session) { return Count(session, *options); });
  count->add_option("FROM", options->from, menu.Words("起算日", "the day it runs from"))
      ->required();
  count->add_option("TO", options->to, menu.Words("截止日", "the last day"))->required();
  AddCommonOptions(menu, count, options.get());
}

}  // namespace ogi::cli
