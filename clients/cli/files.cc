#include "clients/cli/files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/encoding.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/json.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

namespace fs = std::filesystem;

absl::Status Unreadable(const std::string& path) {
  return LocalError(absl::StrCat("无法读取 ", path, "，请检查路径和权限。"),
                    absl::StrCat("Cannot read ", path, "; check its path and permissions."));
}

// One byte more than the limit is enough to know.
absl::StatusOr<std::string> ReadBytes(std::istream& in, const std::string& path, size_t limit) {
  std::string bytes(limit + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad()) return Unreadable(path);
  bytes.resize(static_cast<size_t>(in.gcount()));
  if (bytes.size() > limit) return errors::TooLarge(path, bytes.size(), limit);
  return bytes;
}

// Says which file an error is about.
absl::Status About(const std::string& path, const absl::Status& status) {
  if (status.ok()) return status;
  const absl::string_view message = status.message();
  const size_t end = message.find('\n');
  if (end == absl::string_view::npos) return status;
  absl::Status named(status.code(), absl::StrCat(path, "：", message.substr(0, end), "\n", path,
                                                 ": ", message.substr(end + 1)));
  status.ForEachPayload(
      [&](absl::string_view url, const absl::Cord& payload) { named.SetPayload(url, payload); });
  return named;
}

}  // namespace

absl::StatusOr<std::string> ReadText(const std::string& path, size_t limit) {
  std::string bytes;
  if (path == "-") {
    OGI_ASSIGN_OR_RETURN(bytes, ReadBytes(std::cin, path, limit));
  } else {
    std::error_code error;
    if (!fs::exists(path, error) || fs::is_directory(path, error)) return Unreadable(path);
    const auto size = fs::file_size(path, error);
    if (!error && size > limit) return errors::TooLarge(path, size, limit);
    std::ifstream file(path, std::ios::binary);
    if (!file) return Unreadable(path);
    OGI_ASSIGN_OR_RETURN(bytes, ReadBytes(file, path, limit));
  }
  absl::StatusOr<DecodedText> decoded = DecodeText(bytes);
  if (!decoded.ok()) return About(path, decoded.status());
  return std::move(decoded->text);
}

absl::StatusOr<std::vector<std::string>> FindReportFiles(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      if (path != "-" && !fs::exists(path, error)) return Unreadable(path);
      files.push_back(path);
      continue;
    }
    std::vector<std::string> found;
    fs::recursive_directory_iterator each(path, error);
    for (; !error && each != fs::recursive_directory_iterator(); each.increment(error)) {
      if (each->is_regular_file(error) && each->path().extension() == ".json") {
        found.push_back(each->path().string());
      }
    }
    if (error) return Unreadable(path);
    if (found.empty()) {
      return LocalError(absl::StrCat("文件夹 ", path, " 中没有 .json 文件。"),
                        absl::StrCat("There is no .json file in ", path, "."));
    }
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

absl::StatusOr<v1::AnnualReport> ReadReport(const std::string& path) {
  OGI_ASSIGN_OR_RETURN(const std::string text, ReadText(path, limits::kMaxReportFileBytes));
  v1::AnnualReport report;
  OGI_RETURN_IF_ERROR(ParseJson(text, path, &report));
  // On a stream, one message too large for the server would end them all.
  if (report.ByteSizeLong() > limits::kMaxReportBytes) {
    return errors::TooLarge(path, report.ByteSizeLong(), limits::kMaxReportBytes);
  }
  return report;
}

}  // namespace ogi::cli
