#include <filesystem>
#include <memory>
#include <optional>

#include "clients/cli/exit_code.h"
#include "clients/cli/file_results.h"
#include "clients/cli/input/document_import.h"
#include "clients/cli/input/files.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/access_text.h"
#include "clients/cli/text/labels.h"
#include "common/status_macros.h"
#include "domain/calendar/china_time.h"
#include "domain/form/check.h"
#include "domain/rules/rule_book.h"

namespace ogi::cli {
namespace {

struct ValidateOptions {
  std::vector<std::string> paths;
  bool server_side = false;
  std::string last_year;
  std::string level;
  std::string published;
};

// Without a registry nobody knows whose report it is, and no rule that runs here asks.
constexpr absl::string_view kSomeAgency = "agencies/00-0000";

// JSON, or any document that import reads.
absl::StatusOr<v1::AnnualReport> ReadAny(const std::string& path) {
  v1::AnnualReport report;
  if (path == "-" || std::filesystem::path(path).extension() == ".json") {
    OGI_ASSIGN_OR_RETURN(report, ReadReport(path));
  } else {
    OGI_ASSIGN_OR_RETURN(DocumentImport document, ImportPath(path));
    report = std::move(document.imported.report);
    // Few documents say it, and most are an organ's own.
    if (report.scope() == v1::SCOPE_UNSPECIFIED) report.set_scope(v1::OWN);
  }
  if (report.agency().empty()) report.set_agency(std::string(kSomeAgency));
  return report;
}

absl::Status CheckForm(const v1::AnnualReport& report, absl::Time now) {
  FieldViolations violations;
  CheckReport(report, ChinaDay(now), "report", &violations);
  return violations.ToStatus();
}

// What is known beside the reports that are judged, by what the options say.
class Evidence {
 public:
  static absl::StatusOr<std::unique_ptr<Evidence>> Make(const ValidateOptions& options,
                                                        absl::Time now) {
    auto evidence = std::make_unique<Evidence>();
    if (!options.level.empty()) {
      const std::optional<v1::Agency::Level> level = ParseLevel(options.level);
      if (!level.has_value()) {
        return LocalError("--level 请填 中央、省级、市级、县级、乡级 或 部门。",
                          "--level is CENTRAL, PROVINCE, PREFECTURE, COUNTY, TOWNSHIP or "
                          "DEPARTMENT.");
      }
      evidence->facts_.emplace().level = *level;
    }
    if (!options.published.empty()) {
      evidence->published_ = ParseDay(options.published);
      if (!evidence->published_.has_value()) {
        return LocalError("--published 请写成 2026-01-31。",
                          "--published is a date as 2026-01-31.");
      }
    }
    if (options.last_year.empty()) return evidence;
    OGI_ASSIGN_OR_RETURN(evidence->last_year_report_, ReadAny(options.last_year));
    const absl::Status well_formed = CheckForm(evidence->last_year_report_, now);
    if (!well_formed.ok()) return About(options.last_year, well_formed);
    const v1::AnnualReport& report = evidence->last_year_report_;
    evidence->last_year_.emplace().Add(report, Figures(report), {});
    return evidence;
  }

  absl::StatusOr<v1::Verdict> Judge(v1::AnnualReport report, absl::Time now) const {
    if (published_.has_value()) {
      *report.mutable_publication()->mutable_date() = *published_;
    }
    OGI_RETURN_IF_ERROR(CheckForm(report, now));
    const Figures figures(report);
    Subject subject{.report = &report, .figures = &figures};
    if (facts_.has_value()) subject.agency = &*facts_;
    if (last_year_.has_value()) {
      if (last_year_report_.year() != report.year() - 1) {
        return LocalError(absl::StrCat("--last-year 给出的是 ", last_year_report_.year(),
                                       " 年度的报告，应为 ", report.year() - 1, " 年度。"),
                          absl::StrCat("--last-year is the report of ", last_year_report_.year(),
                                       "; it must be that of ", report.year() - 1, "."));
      }
      subject.last_year = &*last_year_;
    }
    return RuleBook::BuiltIn().Judge(subject, now);
  }

 private:
  std::optional<AgencyFacts> facts_;
  std::optional<google::type::Date> published_;
  v1::AnnualReport last_year_report_;
  std::optional<OtherReports> last_year_;
};

absl::StatusOr<v1::Verdict> ValidateFile(const Session& session, client::Client* client,
                                         const Evidence& evidence, const std::string& file) {
  OGI_ASSIGN_OR_RETURN(v1::AnnualReport report, ReadAny(file));
  if (client == nullptr) {
    return evidence.Judge(std::move(report), session.terminal().environment.clock->Now());
  }
  v1::ValidateReportRequest request;
  *request.mutable_report() = std::move(report);
  return client->ValidateReport(request);
}

ExitCode ValidateFiles(Session& session, const ValidateOptions& options) {
  const absl::StatusOr<std::vector<std::string>> files = FindReportFiles(options.paths);
  if (!files.ok()) return session.Fail(files.status());
  const absl::StatusOr<std::unique_ptr<Evidence>> evidence =
      Evidence::Make(options, session.terminal().environment.clock->Now());
  if (!evidence.ok()) return session.Fail(evidence.status());
  client::Client* client = nullptr;
  if (options.server_side) {
    const absl::StatusOr<client::Client*> connected = session.Connect();
    if (!connected.ok()) return session.Fail(connected.status());
    client = *connected;
  }
  FileResults results(session, *files);
  for (size_t i = 0; i < files->size(); ++i) {
    const absl::StatusOr<v1::Verdict> verdict =
        ValidateFile(session, client, **evidence, (*files)[i]);
    if (verdict.ok()) {
      results.SetVerdict(i, *verdict);
    } else {
      results.SetError(i, verdict.status());
    }
  }
  return results.Tell(absl::OkStatus(), "已校验", "checked");
}

}  // namespace

void AddValidate(Menu& menu) {
  auto options = std::make_shared<ValidateOptions>();
  CLI::App* command = menu.Add(
      "validate", "校验年度报告（JSON、文本、HTML、DOCX、PDF），不报送；不需要服务器",
      "checks annual reports (JSON, text, HTML, DOCX, PDF), files nothing; needs no server",
      [options](Session& session) { return ValidateFiles(session, *options); });
  command
      ->add_option(
          "FILE", options->paths,
          menu.Words("文件或文件夹；- 为标准输入", "files or folders; - is standard input"))
      ->required();
  CLI::Option* last_year = command->add_option(
      "--last-year", options->last_year,
      menu.Words(
          "上一年度的报告，格式不限；给出后核对结转和相同的文字",
          "the report of the year before, in any format; carry-over and texts are compared"));
  CLI::Option* level =
      command->add_option("--level", options->level,
                          menu.Words("机关级别，如 乡级、县级、部门；期限和常见情形因级别而异",
                                     "the organ's level, e.g. TOWNSHIP, COUNTY, DEPARTMENT"));
  CLI::Option* published = command->add_option(
      "--published", options->published,
      menu.Words("公布日期，如 2026-01-31", "the day of publication, e.g. 2026-01-31"));
  command
      ->add_flag("--server-side", options->server_side,
                 menu.Words("由服务器按其规则校验", "let the server judge, by its rules"))
      ->excludes(last_year, level, published);
}

}  // namespace ogi::cli
