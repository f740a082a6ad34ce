// season show, set, freeze; the rest of the family is in season_duties.cc.
#include <algorithm>
#include <vector>

#include "clients/cli/commands/day_option.h"
#include "clients/cli/commands/season_duties.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/season_text.h"
#include "common/errors.h"

namespace ogi::cli {
namespace {

struct SeasonOptions {
  int year = 0;
  std::vector<std::string> levels;
  std::string opens;
  std::string due;
  std::string closes;
  std::string aggregate_due;
  std::string request_id;
};

std::string NameOf(const SeasonOptions& options) { return absl::StrCat("seasons/", options.year); }

ExitCode TellSeason(Session& session, const absl::StatusOr<v1::Season>& season) {
  if (!season.ok()) return session.Fail(season.status());
  session.out() << (session.json() ? absl::StrCat(ToPrettyJson(*season), "\n")
                                   : SeasonText(*season, session.language()));
  return ExitCode::kDone;
}

ExitCode ShowAll(Session& session) {
  const auto list = [&]() -> absl::StatusOr<v1::ListSeasonsResponse> {
    OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
    return client->ListSeasons({});
  }();
  if (!list.ok()) return session.Fail(list.status());
  if (session.json()) {
    session.out() << ListToJson(*list, "seasons") << "\n";
    return ExitCode::kDone;
  }
  for (const v1::Season& season : list->seasons()) {
    session.out() << SeasonText(season, session.language());
  }
  session.out() << session.Words("共 ", "") << list->seasons_size()
                << session.Words(" 个年度。\n", " found.\n");
  return ExitCode::kDone;
}

ExitCode Show(Session& session, const SeasonOptions& options) {
  if (options.year == 0) return ShowAll(session);
  return TellSeason(session, [&]() -> absl::StatusOr<v1::Season> {
    v1::GetSeasonRequest request;
    request.set_name(NameOf(options));
    OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
    return client->GetSeason(request);
  }());
}

absl::StatusOr<std::vector<v1::Agency::Level>> LevelsOf(const SeasonOptions& options) {
  std::vector<v1::Agency::Level> levels;
  for (const std::string& text : options.levels) {
    if (text == "all") {
      for (int i = 1; i < v1::Agency::Level_ARRAYSIZE; ++i) {
        levels.push_back(static_cast<v1::Agency::Level>(i));
      }
      continue;
    }
    const std::optional<v1::Agency::Level> level = ParseLevel(text);
    if (!level.has_value()) {
      return LocalError(
          absl::StrCat("没有“", text,
                       "”这一级别。可用：central 中央、province 省级、prefecture 市级、"
                       "county 县级、township 乡级、department 部门，或 all 全部。"),
          absl::StrCat("There is no level ", text,
                       ". Say central, province, prefecture, county, township, department, or "
                       "all."));
    }
    levels.push_back(*level);
  }
  return levels;
}

absl::StatusOr<v1::LevelDates> DatesOf(const SeasonOptions& options) {
  v1::LevelDates dates;
  OGI_ASSIGN_OR_RETURN(*dates.mutable_opening_date(), DayOption("--opens", options.opens));
  OGI_ASSIGN_OR_RETURN(*dates.mutable_due_date(), DayOption("--due", options.due));
  if (!options.closes.empty()) {
    OGI_ASSIGN_OR_RETURN(*dates.mutable_closing_date(), DayOption("--closes", options.closes));
  }
  if (!options.aggregate_due.empty()) {
    OGI_ASSIGN_OR_RETURN(*dates.mutable_aggregate_due_date(),
                         DayOption("--aggregate-due", options.aggregate_due));
  }
  return dates;
}

// The levels named get these dates, the others keep theirs.
absl::StatusOr<v1::Season> Set(Session& session, const SeasonOptions& options) {
  OGI_ASSIGN_OR_RETURN(const std::vector<v1::Agency::Level> levels, LevelsOf(options));
  OGI_ASSIGN_OR_RETURN(v1::LevelDates dates, DatesOf(options));
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  v1::GetSeasonRequest get;
  get.set_name(NameOf(options));
  absl::StatusOr<v1::Season> before = client->GetSeason(get);
  if (!before.ok() && errors::ReasonOf(before.status()) != v1::ACCESS_RECORD_NOT_FOUND) {
    return before.status();
  }
  v1::SetSeasonRequest request;
  request.set_request_id(options.request_id);
  v1::Season& season = *request.mutable_season();
  season.set_name(NameOf(options));
  if (before.ok()) {
    season.set_etag(before->etag());
    for (const v1::LevelDates& each : before->levels()) {
      if (std::find(levels.begin(), levels.end(), each.level()) == levels.end()) {
        *season.add_levels() = each;
      }
    }
  }
  for (const v1::Agency::Level level : levels) {
    dates.set_level(level);
    *season.add_levels() = dates;
  }
  return client->SetSeason(std::move(request));
}

ExitCode Freeze(Session& session, const SeasonOptions& options) {
  const auto roster = [&]() -> absl::StatusOr<v1::Roster> {
    OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
    v1::FreezeRosterRequest request;
    request.set_name(NameOf(options));
    while (true) {
      OGI_ASSIGN_OR_RETURN(v1::Roster step, client->FreezeRoster(request));
      if (step.state() == v1::Roster::FROZEN) return step;
      if (session.terminal().show_progress) {
        session.terminal().err << "\r" << step.entries() << std::flush;
      }
    }
  }();
  if (session.terminal().show_progress) session.terminal().err << "\r";
  if (!roster.ok()) return session.Fail(roster.status());
  session.out() << (session.json() ? absl::StrCat(ToPrettyJson(*roster), "\n")
                                   : RosterText(*roster, session.language()));
  return ExitCode::kDone;
}

void AddYear(CLI::App& command, const Menu& menu, SeasonOptions& options, bool required) {
  command
      .add_option("YEAR", options.year,
                  required ? menu.Words("报告年度，如 2025", "the report year, e.g. 2025")
                           : menu.Words("报告年度，如 2025；不写则列出全部",
                                        "the report year, e.g. 2025; without it, all"))
      ->required(required);
}

}  // namespace

void AddSeason(Menu& menu) {
  auto options = std::make_shared<SeasonOptions>();
  CLI::App* family =
      menu.AddFamily("season", "报送安排：何时报送、谁应报送、免报、延期",
                     "when reports are filed, who must file, exemptions, extensions");

  CLI::App* show = menu.AddTo(*family, "show", "查看报送安排", "shows the dates",
                              [options](Session& session) { return Show(session, *options); });
  AddYear(*show, menu, *options, /*required=*/false);

  CLI::App* set = menu.AddTo(
      *family, "set", "设定一个或几个级别的日期，其余级别不变",
      "sets the dates of some levels; the others keep theirs",
      [options](Session& session) { return TellSeason(session, Set(session, *options)); });
  AddYear(*set, menu, *options, /*required=*/true);
  set->add_option("--level", options->levels,
                  menu.Words("级别，可用逗号分隔：central、province、prefecture、county、township、"
                             "department，或 all",
                             "levels, by commas: central, province, prefecture, county, township, "
                             "department, or all"))
      ->delimiter(',')
      ->required();
  set->add_option("--opens", options->opens,
                  menu.Words("开始报送的日期，如 2026-01-05；此前报送会被拒绝",
                             "first day of filing, e.g. 2026-01-05; before it filings are refused"))
      ->required();
  set->add_option("--due", options->due,
                  menu.Words("应报日期（规定期限，当日仍为按期）",
                             "the prescribed due date; that day is in time"))
      ->required();
  set->add_option("--closes", options->closes,
                  menu.Words("截止日期；此后仍可报送，但会注明",
                             "closing date; filings after it are marked, not refused"));
  set->add_option("--aggregate-due", options->aggregate_due,
                  menu.Words("汇总报告的应报日期", "the due date of aggregates"));
  AddRequestId(*set, menu, options->request_id);

  CLI::App* freeze =
      menu.AddTo(*family, "freeze", "按机关登记固定当年应报单位名录；中断后重新运行即可",
                 "freezes who must file, from the registry; after a break just run it again",
                 [options](Session& session) { return Freeze(session, *options); });
  AddYear(*freeze, menu, *options, /*required=*/true);

  AddSeasonDuties(menu, *family);
}

}  // namespace ogi::cli
