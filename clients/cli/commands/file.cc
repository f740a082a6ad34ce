// file: from the document to a checked filing.
#include <istream>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "clients/cli/agency_match.h"
#include "clients/cli/filing.h"
#include "clients/cli/input/document_import.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/imported_text.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/text_width.h"
#include "clients/cli/text/verdict_text.h"
#include "clients/cli/year_option.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

struct FileOptions {
  std::string path;
  std::string agency;
  std::string scope;
  bool yes = false;
  bool accept_doubts = false;
  bool again = false;
  int year = 0;
};

bool HasAmbiguousCells(const v1::AnnualReport& report) {
  for (const v1::CellNote& note : report.cell_notes()) {
    if (note.kind() == v1::CellNote::AMBIGUOUS) return true;
  }
  return false;
}

class Filing {
 public:
  Filing(Session& session, const FileOptions& options) : session_(session), options_(options) {}

  ExitCode Run() {
    const absl::Status prepared = Prepare();
    if (!prepared.ok()) return session_.Fail(prepared);
    Show();
    if (const absl::Status status = CheckDoubts(); !status.ok()) return session_.Fail(status);
    if (!Agreed()) {
      session_.terminal().err << session_.Words("没有报送。\n", "Not filed.\n");
      return ExitCode::kDone;
    }
    v1::SubmitReportRequest request;
    request.set_parent(report().agency());
    *request.mutable_report() = report();
    if (options_.again) FileAgain(*session_.terminal().environment.random, request);
    const absl::StatusOr<v1::Revision> revision = FileReport(*client_, std::move(request));
    if (!revision.ok()) return session_.Fail(revision.status());
    const Language language = session_.language();
    session_.out() << (session_.json()
                           ? ToJson(*revision) + "\n"
                           : NotFiledText(*revision, language) + RevisionText(*revision, language));
    return ExitCodeOfFiling(*revision);
  }

 private:
  v1::AnnualReport& report() { return document_.imported.report; }

  absl::Status Prepare() {
    if (!options_.yes && session_.terminal().answers == nullptr) {
      return LocalError("没有人可以回答是否报送；请在终端运行，或加 --yes。",
                        "Nobody is there to say whether to file; run it in a terminal, or add "
                        "--yes.");
    }
    OGI_ASSIGN_OR_RETURN(document_, ImportPath(options_.path, options_.year));
    if (options_.scope == "own") report().set_scope(v1::OWN);
    if (options_.scope == "aggregate") report().set_scope(v1::AGGREGATE);
    OGI_ASSIGN_OR_RETURN(client_, session_.Connect());
    OGI_RETURN_IF_ERROR(SetAgency());
    v1::ValidateReportRequest request;
    *request.mutable_report() = report();
    OGI_ASSIGN_OR_RETURN(verdict_, client_->ValidateReport(request));
    return absl::OkStatus();
  }

  absl::Status SetAgency() {
    if (!options_.agency.empty()) {
      v1::GetAgencyRequest request;
      OGI_ASSIGN_OR_RETURN(*request.mutable_name(), ExpandAgencyName(options_.agency));
      OGI_ASSIGN_OR_RETURN(const v1::Agency agency, client_->GetAgency(request));
      report().set_agency(agency.name());
      organ_ = agency.display_name();
      agency_words_ = GivenAgencyText(agency, report().agency_name(), session_.language());
      return absl::OkStatus();
    }
    OGI_ASSIGN_OR_RETURN(const AgencyMatch match, MatchAgency(*client_, report().agency_name()));
    agency_words_ = AgencyMatchText(match, session_.language());
    // A former name may be another organ's today: a person must have looked.
    const bool sure = match.kind == AgencyMatch::Kind::kOfficial ||
                      (match.kind == AgencyMatch::Kind::kOtherName && !options_.yes);
    if (!sure) {
      return InputError(absl::StripSuffix(AgencyMatchText(match, Language::kChinese), "\n"),
                        absl::StripSuffix(AgencyMatchText(match, Language::kEnglish), "\n"));
    }
    report().set_agency(match.agency());
    organ_ = match.candidates.front().display_name;
    return absl::OkStatus();
  }

  // To people even where the output is for programs.
  void Show() {
    std::ostream& out = session_.json() ? session_.terminal().err : session_.out();
    const Language language = session_.language();
    out << agency_words_ << ImportedText(document_, language) << VerdictText(verdict_, language);
  }

  absl::Status CheckDoubts() {
    if (options_.accept_doubts) return absl::OkStatus();
    if (HasAmbiguousCells(report())) {
      return InputError(
          "有的单元格有多种读法，没有报送。请用 ogictl import --output json 导出后改正，再用 "
          "submit 报送；"
          "确需照此报送的，加 --accept-doubts。",
          "Some cells can be read more than one way; nothing was filed. Mend them in the JSON of "
          "ogictl import --output json and submit that; to file it as it is, add --accept-doubts.");
    }
    if (options_.yes && !document_.imported.certain()) {
      return InputError(
          "有存疑之处而无人核对，没有报送。请去掉 --yes 在终端核对；确需照此报送的，加 "
          "--accept-doubts。",
          "Something is doubtful and nobody looks; nothing was filed. Leave --yes out and look at "
          "it; to file it as it is, add --accept-doubts.");
    }
    return absl::OkStatus();
  }

  bool Agreed() {
    if (options_.yes) return true;
    session_.terminal().err << PlanText();
    session_.terminal().err << session_.Words("提交？[y/N] ", "File it? [y/N] ") << std::flush;
    std::string answer;
    std::getline(*session_.terminal().answers, answer);
    answer = absl::AsciiStrToLower(absl::StripAsciiWhitespace(answer));
    return answer == "y" || answer == "yes" || answer == "是";
  }

  // What is about to be filed, for whom, and what speaks against it.
  std::string PlanText() {
    const std::string organ = absl::StrCat(Printable(organ_), session_.Words("（", " ("),
                                           ShortName(report().agency()), session_.Words("）", ")"));
    const size_t doubts = document_.imported.doubts.size();
    std::string text = session_.language() == Language::kChinese
                           ? absl::StrCat("将报送：", organ, report().year(), "年度报告，口径",
                                          ScopeText(report().scope(), Language::kChinese),
                                          "；存疑 ", doubts, " 处。\n")
                           : absl::StrCat("About to file: the report of ", report().year(), ", ",
                                          ScopeText(report().scope(), Language::kEnglish), ", of ",
                                          organ, "; doubtful: ", doubts, ".\n");
    if (verdict_.outcome() == v1::Verdict::BLOCKED) {
      absl::StrAppend(&text, session_.Words("有错误的报告报送后不会被接受，宜先改正。\n",
                                            "A report with errors can be filed but not accepted: "
                                            "better mend it first.\n"));
    }
    return text;
  }

  Session& session_;
  const FileOptions& options_;
  client::Client* client_ = nullptr;
  DocumentImport document_;
  std::string agency_words_;
  // Its name on record.
  std::string organ_;
  v1::Verdict verdict_;
};

}  // namespace

void AddFile(Menu& menu) {
  auto options = std::make_shared<FileOptions>();
  CLI::App* command = menu.Add(
      "file", "从文件直接报送：读出、校验、显示、询问、报送；中断后重新运行即可，不会重复报送",
      "files a report from its document: reads, checks, shows, asks, files; after a break just run "
      "it again, it is never filed twice",
      [options](Session& session) { return Filing(session, *options).Run(); });
  command
      ->add_option(
          "FILE", options->path,
          menu.Words("年度报告文件：文本、网页、DOCX、PDF", "a report: text, HTML, DOCX, PDF"))
      ->required();
  command->add_option("--agency", options->agency,
                      menu.Words("机关代码，如 54-0424204（默认按机关名称到登记中查）",
                                 "the agency, e.g. 54-0424204 (default: looked up by its name)"));
  AddDocumentYear(*command, menu, options->year);
  command
      ->add_option("--scope", options->scope,
                   menu.Words("口径：own 本级，aggregate 汇总（默认按文件所写）",
                              "own or aggregate (default: as the document says)"))
      ->check(CLI::IsMember({"own", "aggregate"}));
  AddAgain(*command, menu, options->again);
  command->add_flag("--yes", options->yes, menu.Words("不询问", "do not ask"));
  command->add_flag("--accept-doubts", options->accept_doubts,
                    menu.Words("有存疑之处也报送", "file it even where something is doubtful"));
}

}  // namespace ogi::cli
