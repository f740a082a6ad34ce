#include "clients/cli/folder_import.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/file_results.h"
#include "clients/cli/input/files.h"
#include "clients/cli/text/imported_text.h"
#include "clients/cli/text/json.h"
#include "common/digest.h"
#include "common/limits.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

namespace fs = std::filesystem;

// `.DS_Store` and the like, and what Word leaves beside an open file.
bool Hidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return absl::StartsWith(name, ".") || absl::StartsWith(name, "~$");
}

absl::Status CannotLook(const std::string& path) {
  return LocalError(absl::StrCat("无法读取 ", path, "，请检查路径和权限。"),
                    absl::StrCat("Cannot read ", path, "; check its path and permissions."));
}

absl::Status FindBelow(const std::string& folder, const std::string& passed_over,
                       std::vector<FoundDocument>& found) {
  std::error_code error;
  std::vector<FoundDocument> here;
  fs::recursive_directory_iterator each(folder, error);
  for (; !error && each != fs::recursive_directory_iterator(); each.increment(error)) {
    const bool folder_itself = each->is_directory(error);
    if (folder_itself && (Hidden(each->path()) ||
                          (!passed_over.empty() && fs::equivalent(*each, passed_over, error)))) {
      each.disable_recursion_pending();
    }
    // Whether two paths are the same cannot be told where one is not there.
    error.clear();
    if (!folder_itself && each->is_regular_file(error) && !Hidden(each->path())) {
      here.push_back({each->path().string(), each->path().lexically_relative(folder).string()});
    }
  }
  if (error) return CannotLook(folder);
  std::sort(here.begin(), here.end(),
            [](const FoundDocument& a, const FoundDocument& b) { return a.path < b.path; });
  std::move(here.begin(), here.end(), std::back_inserter(found));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<FoundDocument>> FindDocuments(const std::vector<std::string>& paths,
                                                         const std::string& passed_over) {
  std::vector<FoundDocument> found;
  for (const std::string& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      OGI_RETURN_IF_ERROR(FindBelow(path, passed_over, found));
    } else if (path == "-" || fs::exists(path, error)) {
      found.push_back({path, fs::path(path).filename().string()});
    } else {
      return CannotLook(path);
    }
  }
  std::set<std::string> names;
  for (const FoundDocument& document : found) {
    if (names.insert(document.relative).second) continue;
    return LocalError(absl::StrCat("有两个文件都叫 ", document.relative, "，请分两次导入。"),
                      absl::StrCat("Two files are called ", document.relative,
                                   "; import them one after the other."));
  }
  if (found.empty()) {
    return LocalError(absl::StrCat("文件夹 ", paths.front(), " 中没有文件。"),
                      absl::StrCat("There is no file in ", paths.front(), "."));
  }
  return found;
}

FolderImport::FolderImport(const Session& session, const FolderImportOptions& options,
                           std::vector<FoundDocument> documents)
    : session_(session),
      options_(options),
      documents_(std::move(documents)),
      progress_(session.terminal().err, session.terminal().show_progress, documents_.size()),
      json_(session.out()) {}

ExitCode FolderImport::Run() {
  std::vector<std::thread> threads;
  const size_t wanted = std::max<size_t>(1, std::thread::hardware_concurrency());
  for (size_t i = 0; i < std::min(wanted, documents_.size()); ++i) {
    threads.emplace_back([this] { Work(); });
  }
  for (std::thread& thread : threads) thread.join();
  absl::MutexLock lock(&mutex_);
  progress_.Finish();
  TellSummary();
  return code_;
}

void FolderImport::Work() {
  while (true) {
    size_t document = 0;
    {
      absl::MutexLock lock(&mutex_);
      if (next_ == documents_.size()) return;
      document = next_++;
    }
    Tell(document, Import(documents_[document]));
  }
}

FolderImport::Result FolderImport::Import(const FoundDocument& document) {
  const absl::StatusOr<std::string> bytes = ReadBytes(document.path, limits::kMaxDocumentBytes);
  if (!bytes.ok()) return Unreadable(document, bytes.status());
  bool doubtful = false;
  if (Unchanged(document, *bytes, &doubtful)) {
    return {Outcome::kUnchanged, doubtful ? ExitCode::kDoubtful : ExitCode::kDone, "",
            JsonOf(document, "unchanged").Number("doubts", 0)};
  }
  absl::StatusOr<DocumentImport> import = ImportBytes(document.path, *bytes);
  if (!import.ok()) return Unreadable(document, import.status());
  const absl::StatusOr<std::string> agency_words = SetAgency(import->imported.report);
  if (!agency_words.ok()) return Unreadable(document, agency_words.status());
  if (const absl::Status status = Write(document, *import); !status.ok()) {
    return Unreadable(document, status);
  }
  return Read(document, *import, *agency_words);
}

FolderImport::Result FolderImport::Read(const FoundDocument& document, const DocumentImport& import,
                                        absl::string_view agency_words) const {
  const size_t doubts = import.imported.doubts.size();
  Result result;
  if (doubts > 0) result = {Outcome::kDoubtful, ExitCode::kDoubtful, "", {}};
  if (session_.json()) {
    result.json = JsonOf(document, doubts > 0 ? "doubtful" : "certain");
    result.json.Number("doubts", static_cast<int64_t>(doubts));
    return result;
  }
  const std::string kept =
      options_.to.empty() || doubts == 0
          ? ""
          : absl::StrCat(session_.Words("，详见 ", "; see "), DoubtsPath(document));
  result.text = absl::StrCat(document.path, "  ",
                             doubts == 0 ? std::string(session_.Words("确定", "certain"))
                                         : absl::StrCat(session_.Words("存疑 ", "doubtful: "),
                                                        doubts, session_.Words(" 处", "")),
                             kept, "\n", agency_words.empty() ? "" : "  ", agency_words);
  if (kept.empty() && doubts > 0) result.text += DoubtsText(import, session_.language());
  return result;
}

FolderImport::Result FolderImport::Unreadable(const FoundDocument& document,
                                              const absl::Status& status) const {
  if (session_.json()) {
    return {Outcome::kUnreadable, ExitCodeOf(status), "",
            JsonOf(document, "unreadable").Error(status)};
  }
  return {Outcome::kUnreadable,
          ExitCodeOf(status),
          absl::StrCat(document.path, session_.Words("  读不出\n  ", "  unreadable\n  "),
                       session_.Describe(status)),
          {}};
}

JsonObject FolderImport::JsonOf(const FoundDocument& document, absl::string_view outcome) {
  return JsonObject().Text("file", document.path).Text("outcome", outcome);
}

bool FolderImport::Unchanged(const FoundDocument& document, absl::string_view bytes,
                             bool* doubtful) const {
  std::error_code error;
  if (options_.to.empty() || !fs::exists(ReportPath(document), error)) return false;
  // One that cannot be read is written anew.
  const absl::StatusOr<v1::AnnualReport> report = ReadReport(ReportPath(document));
  if (!report.ok() || report->source_document().digest().value() != Sha256(bytes)) return false;
  if (!options_.agency.empty() && report->agency() != options_.agency) return false;
  if (options_.registry != nullptr && report->agency().empty()) return false;
  *doubtful = fs::exists(DoubtsPath(document), error);
  return true;
}

absl::Status FolderImport::Write(const FoundDocument& document,
                                 const DocumentImport& import) const {
  if (options_.to.empty()) return absl::OkStatus();
  // The report comes last: where it stands, its document is done.
  if (import.imported.certain()) {
    std::error_code ignored;
    fs::remove(DoubtsPath(document), ignored);
  } else {
    OGI_RETURN_IF_ERROR(WriteFile(DoubtsPath(document), DoubtsText(import, session_.language())));
  }
  return WriteFile(ReportPath(document), ToPrettyJson(import.imported.report) + "\n");
}

absl::StatusOr<std::string> FolderImport::SetAgency(v1::AnnualReport& report) {
  if (!options_.agency.empty()) report.set_agency(options_.agency);
  if (options_.registry == nullptr || !report.agency().empty()) return std::string();
  {
    absl::MutexLock lock(&mutex_);
    const auto known = matches_.find(report.agency_name());
    if (known != matches_.end()) {
      report.set_agency(known->second.agency());
      return AgencyMatchText(known->second, session_.language());
    }
  }
  OGI_ASSIGN_OR_RETURN(const AgencyMatch match,
                       MatchAgency(*options_.registry, report.agency_name()));
  const std::string name = report.agency_name();
  report.set_agency(match.agency());
  absl::MutexLock lock(&mutex_);
  matches_[name] = match;
  return AgencyMatchText(match, session_.language());
}

void FolderImport::Tell(size_t document, Result result) {
  absl::MutexLock lock(&mutex_);
  ++counts_[result.outcome];
  code_ = Worse(code_, result.code);
  waiting_.emplace(document, std::move(result));
  for (auto next = waiting_.begin(); next != waiting_.end() && next->first == told_;
       next = waiting_.erase(next), ++told_) {
    progress_.Finish();
    if (session_.json()) {
      json_.Add(next->second.json);
    } else {
      session_.out() << next->second.text;
    }
  }
  progress_.Advance();
}

void FolderImport::TellSummary() {
  const auto count = [&](Outcome outcome) {
    const auto found = counts_.find(outcome);
    return found == counts_.end() ? 0 : found->second;
  };
  if (session_.json()) {
    json_.Finish();
    return;
  }
  const bool chinese = session_.language() == Language::kChinese;
  std::string text =
      chinese ? absl::StrCat("共 ", documents_.size(), " 份：确定 ", count(Outcome::kCertain),
                             "，存疑 ", count(Outcome::kDoubtful), "，读不出 ",
                             count(Outcome::kUnreadable))
              : absl::StrCat("Of ", documents_.size(), " documents: ", count(Outcome::kCertain),
                             " certain, ", count(Outcome::kDoubtful), " doubtful, ",
                             count(Outcome::kUnreadable), " unreadable");
  if (count(Outcome::kUnchanged) > 0) {
    absl::StrAppend(&text, chinese ? "，先前已导入、没有变化 " : ", ", count(Outcome::kUnchanged),
                    chinese ? "" : " unchanged since");
  }
  session_.out() << text << (chinese ? "。\n" : ".\n");
}

std::string FolderImport::ReportPath(const FoundDocument& document) const {
  return absl::StrCat(options_.to, "/", document.relative, ".json");
}

std::string FolderImport::DoubtsPath(const FoundDocument& document) const {
  return absl::StrCat(options_.to, "/", document.relative, ".doubts.txt");
}

}  // namespace ogi::cli
