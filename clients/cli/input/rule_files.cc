#include "clients/cli/input/rule_files.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/input/files.h"
#include "common/data_files.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

constexpr absl::string_view kSuffix = ".textproto";
constexpr absl::string_view kCasesSuffix = ".cases.textproto";
constexpr absl::string_view kCatalogue = "rules/catalogue/";

// A rule saved under another name is a rule that is not there: worth telling.
std::vector<std::string> OthersIn(const std::string& folder) {
  std::vector<std::string> others;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    const bool other = entry.is_regular_file(error) && !absl::EndsWith(name, kSuffix);
    if (other) others.push_back(name);
  }
  std::sort(others.begin(), others.end());
  return others;
}

}  // namespace

absl::StatusOr<RuleFolder> ReadRuleFolder(const std::string& folder) {
  OGI_ASSIGN_OR_RETURN(const std::vector<DataFile> files, ReadDataFolder(folder, kSuffix));
  std::vector<EmbeddedFile> rules;
  std::vector<EmbeddedFile> cases;
  for (const DataFile& file : files) {
    (absl::EndsWith(file.name, kCasesSuffix) ? cases : rules).push_back({file.name, file.text});
  }
  OGI_ASSIGN_OR_RETURN(RuleBook book, RuleBook::Read(rules));
  RuleFolder read = {std::move(book), {}, OthersIn(folder)};
  for (const EmbeddedFile& file : cases) {
    OGI_ASSIGN_OR_RETURN(const std::vector<CaseResult> results, RunCases(read.book, file));
    read.cases.insert(read.cases.end(), results.begin(), results.end());
  }
  return read;
}

absl::StatusOr<std::vector<v1::RuleSetFile>> ReadRuleSetFiles(const std::string& folder) {
  OGI_ASSIGN_OR_RETURN(const std::vector<DataFile> files, ReadDataFolder(folder, kSuffix));
  std::vector<v1::RuleSetFile> rules;
  for (const DataFile& file : files) {
    if (absl::EndsWith(file.name, kCasesSuffix)) continue;
    v1::RuleSetFile& rule = rules.emplace_back();
    rule.set_name(file.name);
    rule.set_text(file.text);
  }
  return rules;
}

absl::Status ExportRules(const std::string& folder) {
  std::vector<std::pair<std::string, absl::string_view>> files;
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (!absl::StartsWith(file.name, kCatalogue)) continue;
    const std::string path = absl::StrCat(folder, "/", file.name.substr(kCatalogue.size()));
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
      return errors::DataFileInvalid(path, "已经存在，未写出任何文件；请换一个文件夹",
                                     "is there already, nothing was written; use another folder");
    }
    files.emplace_back(path, file.text);
  }
  for (const auto& [path, text] : files) OGI_RETURN_IF_ERROR(WriteFile(path, text));
  return absl::OkStatus();
}

}  // namespace ogi::cli
