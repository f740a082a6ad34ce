#include "common/data_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/limits.h"

namespace ogi {
namespace {

namespace fs = std::filesystem;

absl::Status Unreadable(const std::string& path) {
  return errors::DataFileInvalid(path, "无法读取，请检查路径和权限",
                                 "cannot be read; check the path and permissions");
}

}  // namespace

absl::StatusOr<std::vector<DataFile>> ReadDataFolder(const std::string& folder,
                                                     absl::string_view suffix) {
  std::vector<DataFile> files;
  std::error_code error;
  fs::directory_iterator each(folder, error);
  size_t bytes = 0;
  for (; !error && each != fs::directory_iterator(); each.increment(error)) {
    if (!each->is_regular_file(error) || !absl::EndsWith(each->path().string(), suffix)) continue;
    bytes += each->file_size(error);
    if (bytes > limits::kMaxDataBytes) {
      return errors::DataFileInvalid(
          folder, absl::StrCat("文件合计超过 ", limits::kMaxDataBytes, " 字节"),
          absl::StrCat("its files have more than ", limits::kMaxDataBytes, " bytes"));
    }
    std::ifstream file(each->path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return Unreadable(each->path().string());
    files.push_back({each->path().string(), text.str()});
  }
  if (error) return Unreadable(folder);
  if (files.empty()) {
    return errors::DataFileInvalid(folder, absl::StrCat("没有 *", suffix, " 文件"),
                                   absl::StrCat("has no *", suffix, " file"));
  }
  std::sort(files.begin(), files.end(),
            [](const DataFile& a, const DataFile& b) { return a.name < b.name; });
  return files;
}

}  // namespace ogi
