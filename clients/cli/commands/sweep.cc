// sweep: who of a region has filed, who is late, who fails what.
#include <memory>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/input/files.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/sweep_text.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/supervision/sweep_totals.h"

namespace ogi::cli {
namespace {

struct SweepOptions {
  std::string superior;
  int year = 0;
  bool all = false;
  std::string name;
  std::string csv;
  bool aggregates = false;
  bool re_evaluate = false;
  bool tables_only = false;
  bool compare = false;
};

struct Sweep {
  v1::SweepTotals totals;
  // Those to be shown.
  std::vector<v1::SweptAgency> rows;
};

class Sweeper {
 public:
  Sweeper(const Session& session, const SweepOptions& options)
      : session_(session), options_(options) {}

  absl::StatusOr<Sweep> Run(client::Client& client) {
    v1::SweepRegionRequest request;
    OGI_ASSIGN_OR_RETURN(*request.mutable_superior(), ExpandAgencyName(options_.superior));
    request.set_year(options_.year);
    request.set_scope(options_.aggregates ? v1::AGGREGATE : v1::OWN);
    request.set_re_evaluate(options_.re_evaluate || options_.tables_only);
    request.set_tables_only(options_.tables_only);
    request.set_compare_organs(options_.compare);
    const absl::Status status =
        client.SweepRegion(request, [this](const v1::SweepRegionResponse& event) { Take(event); });
    if (session_.terminal().show_progress) session_.terminal().err << "\r\033[K";
    OGI_RETURN_IF_ERROR(status);
    return std::move(sweep_);
  }

 private:
  void Take(const v1::SweepRegionResponse& event) {
    if (event.has_agency()) {
      const v1::SweptAgency& row = event.agency();
      if (!options_.name.empty() && !absl::StrContains(row.display_name(), options_.name)) return;
      if (options_.all || !options_.name.empty() || WantsAttention(row)) since_.push_back(row);
      return;
    }
    // What was told before the stream broke off comes again; what lies before progress does not.
    std::move(since_.begin(), since_.end(), std::back_inserter(sweep_.rows));
    since_.clear();
    AddTotals(event.progress().totals(), sweep_.totals);
    const v1::SweepCounts& counts = sweep_.totals.counts();
    if (!session_.terminal().show_progress) return;
    session_.terminal().err << "\r" << session_.Words("已清查 ", "swept ")
                            << counts.must_file() + counts.exempt() + counts.not_on_roster()
                            << session_.Words(" 个机关", " organs") << std::flush;
  }

  const Session& session_;
  const SweepOptions& options_;
  Sweep sweep_;
  // Told since the latest progress.
  std::vector<v1::SweptAgency> since_;
};

ExitCode RunSweep(Session& session, const SweepOptions& options) {
  const absl::StatusOr<client::Client*> client = session.Connect();
  if (!client.ok()) return session.Fail(client.status());
  const absl::StatusOr<Sweep> sweep = Sweeper(session, options).Run(**client);
  if (!sweep.ok()) return session.Fail(sweep.status());
  if (!options.csv.empty()) {
    // So that a spreadsheet knows the encoding.
    const absl::Status written = WriteFile(
        options.csv, absl::StrCat("\xEF\xBB\xBF", SweepCsv(sweep->rows, session.language())));
    if (!written.ok()) return session.Fail(written);
  }
  if (session.json()) {
    JsonResults results(session.out());
    for (const v1::SweptAgency& row : sweep->rows) results.Add(JsonObject().Message("agency", row));
    results.Finish(JsonObject().Message("totals", sweep->totals));
  } else {
    session.out() << SweepText(sweep->totals,
                               options.csv.empty() ? sweep->rows : std::vector<v1::SweptAgency>(),
                               session.language());
  }
  const v1::SweepCounts& counts = sweep->totals.counts();
  return counts.missing() + counts.late() + counts.blocked() > 0 ? ExitCode::kFound
                                                                 : ExitCode::kDone;
}

}  // namespace

void AddSweep(Menu& menu) {
  auto options = std::make_shared<SweepOptions>();
  CLI::App* command = menu.Add(
      "sweep", "清查一个机关及其全部下级某一年度的报送：谁未报、谁迟报、谁有错误；有则退出码为 10",
      "how an organ and all below it stand with a year's reports: who has not filed, who is late, "
      "who "
      "has errors; exit code 10 if anybody",
      [options](Session& session) { return RunSweep(session, *options); });
  command
      ->add_option("SUPERIOR", options->superior,
                   menu.Words("机关标识，如 54-0424000", "the organ, e.g. 54-0424000"))
      ->required();
  command->add_option("YEAR", options->year, menu.Words("年度，如 2025", "the year, e.g. 2025"))
      ->required()
      ->check(CLI::Range(limits::kFirstYear, 9999));
  command->add_flag(
      "--aggregates", options->aggregates,
      menu.Words("清查汇总报告，而不是本级报告", "of aggregates, not of own reports"));
  command->add_flag("--re-evaluate", options->re_evaluate,
                    menu.Words("按现在的规则和报告重新校验，不用在册的结论；不改动任何记录",
                               "ask the rules again instead of taking the verdicts on record; "
                               "changes nothing"));
  command->add_flag("--tables-only", options->tables_only,
                    menu.Words("重新校验，但不校验文字，快数倍",
                               "ask the rules again, but not those on texts: some times faster"));
  command->add_flag("--compare", options->compare,
                    menu.Words("与同一上级之下的同级机关比对：表格相同、文字雷同、数字悬殊",
                               "compare organs of one level under one superior: same tables, "
                               "texts alike, numbers far apart"));
  command->add_flag("--all", options->all,
                    menu.Words("列出全部机关，不只是有问题的", "list every organ, not only those"));
  command->add_option("--name", options->name,
                      menu.Words("只列名称含有这几个字的机关", "only organs whose name has this"));
  command->add_option(
      "--csv", options->csv,
      menu.Words("把机关一行一个写成 CSV 文件，供电子表格打开", "write the organs to a CSV file"));
}

}  // namespace ogi::cli
