#include <filesystem>
#include <memory>
#include <utility>

#include "clients/cli/agency_match.h"
#include "clients/cli/folder_import.h"
#include "clients/cli/input/document_import.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/cells.h"
#include "clients/cli/text/imported_text.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/names.h"
#include "clients/cli/year_option.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

struct ImportOptions {
  std::vector<std::string> paths;
  std::string agency;
  bool agencies = false;
  bool sources = false;
  std::string to;
  int year = 0;
};

absl::Status Check(const Session& session, const ImportOptions& options, bool many) {
  if (options.agencies && !options.agency.empty()) {
    return LocalError("--agency 和 --agencies 只能用一个。",
                      "--agency and --agencies do not go together.");
  }
  if (options.sources && (session.json() || many || !options.to.empty())) {
    return LocalError("--sources 只用于单个文件，且不与 --output json、--to 同用。",
                      "--sources is for one file, without --output json and --to.");
  }
  if (options.year != 0 && (many || !options.to.empty())) {
    return LocalError("--year 只用于单个文件，且不与 --to 同用。",
                      "--year is for one file, without --to.");
  }
  if (many && session.settings().output == Output::kCells) {
    return LocalError("--output cells 只用于单个文件；多个文件请用 --to 写出 JSON。",
                      "--output cells is for one file; for many, write JSON with --to.");
  }
  return absl::OkStatus();
}

void Show(const Session& session, const ImportOptions& options, const DocumentImport& document,
          const std::string& agency_words) {
  const Language language = session.language();
  switch (session.settings().output) {
    case Output::kJson:
      session.out() << ToPrettyJson(document.imported.report) << "\n";
      break;
    case Output::kCells:
      session.out() << (options.sources ? SourceLines(document)
                                        : CellLines(document.imported.report));
      break;
    default:
      session.out() << agency_words << ImportedText(document, language)
                    << (options.sources ? SourcesText(document, language) : "");
      return;
  }
  // The output is for a program; what is uncertain is for a person.
  session.terminal().err << agency_words;
  if (!document.imported.certain()) session.terminal().err << DoubtsText(document, language);
}

absl::StatusOr<std::string> SetAgency(Session& session, const ImportOptions& options,
                                      v1::AnnualReport& report) {
  if (!options.agency.empty()) {
    OGI_ASSIGN_OR_RETURN(const std::string agency, ExpandAgencyName(options.agency));
    report.set_agency(agency);
  }
  if (!options.agencies) return std::string();
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  OGI_ASSIGN_OR_RETURN(const AgencyMatch match, MatchAgency(*client, report.agency_name()));
  report.set_agency(match.agency());
  return AgencyMatchText(match, session.language());
}

ExitCode ImportOne(Session& session, const ImportOptions& options, const std::string& path) {
  absl::StatusOr<DocumentImport> document = ImportPath(path, options.year);
  if (!document.ok()) return session.Fail(document.status());
  const absl::StatusOr<std::string> agency_words =
      SetAgency(session, options, document->imported.report);
  if (!agency_words.ok()) return session.Fail(agency_words.status());
  Show(session, options, *document, *agency_words);
  return document->imported.certain() ? ExitCode::kDone : ExitCode::kDoubtful;
}

ExitCode ImportMany(Session& session, const ImportOptions& options) {
  FolderImportOptions folder = {options.to, "", nullptr};
  if (!options.agency.empty()) {
    absl::StatusOr<std::string> agency = ExpandAgencyName(options.agency);
    if (!agency.ok()) return session.Fail(agency.status());
    folder.agency = *std::move(agency);
  }
  if (options.agencies) {
    const absl::StatusOr<client::Client*> client = session.Connect();
    if (!client.ok()) return session.Fail(client.status());
    folder.registry = *client;
  }
  absl::StatusOr<std::vector<FoundDocument>> documents = FindDocuments(options.paths, options.to);
  if (!documents.ok()) return session.Fail(documents.status());
  return FolderImport(session, folder, *std::move(documents)).Run();
}

ExitCode Import(Session& session, const ImportOptions& options) {
  std::error_code error;
  const bool many =
      options.paths.size() > 1 || std::filesystem::is_directory(options.paths.front(), error);
  if (const absl::Status status = Check(session, options, many); !status.ok()) {
    return session.Fail(status);
  }
  return many || !options.to.empty() ? ImportMany(session, options)
                                     : ImportOne(session, options, options.paths.front());
}

}  // namespace

void AddImport(Menu& menu) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* command = menu.Add("import",
                               "把年度报告文件（文本、网页、DOCX、PDF）读成结构化的报告，指出每个数"
                               "字的出处和存疑之处；不需要服务器",
                               "reads reports from documents (text, HTML, DOCX, PDF), says where "
                               "each figure stands and what "
                               "is doubtful; needs no server",
                               [options](Session& session) { return Import(session, *options); });
  command
      ->add_option(
          "FILE", options->paths,
          menu.Words("文件或文件夹；- 为标准输入", "files or folders; - is standard input"))
      ->required();
  command->add_option(
      "--to", options->to,
      menu.Words("每份报告写成一个 JSON 文件放在该文件夹；中断后重新运行即接着做",
                 "write a JSON file a document below this folder; after a break just "
                 "run it again"));
  command->add_option("--agency", options->agency,
                      menu.Words("机关代码，如 54-0424204", "the agency, e.g. 54-0424204"));
  command->add_flag("--agencies", options->agencies,
                    menu.Words("按文件中的机关名称到服务器查登记的机关",
                               "look the organ's name up in the server's registry"));
  AddDocumentYear(*command, menu, options->year);
  command->add_flag("--sources", options->sources,
                    menu.Words("列出每个单元格的出处：页、行、原文",
                               "list where each cell stands: page, line, its own characters"));
}

}  // namespace ogi::cli
