#include "clients/cli/input/files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/input/parse_json.h"
#include "common/encoding.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/form/figures.h"

namespace ogi::cli {
namespace {

namespace fs = std::filesystem;

absl::Status Unreadable(const std::string& path) {
  return LocalError(absl::StrCat("无法读取 ", path, "，请检查路径和权限。"),
                    absl::StrCat("Cannot read ", path, "; check its path and permissions."));
}

absl::Status IsFolder(const std::string& path) {
  return LocalError(absl::StrCat(path, " 是文件夹，这里要的是一个文件。"),
                    absl::StrCat(path, " is a folder; a file is wanted here."));
}

absl::StatusOr<std::string> ReadStream(std::istream& in, const std::string& path, size_t limit) {
  std::string bytes;
  std::string piece(size_t{64} << 10, '\0');
  while (in && bytes.size() <= limit) {
    in.read(piece.data(), static_cast<std::streamsize>(std::min(piece.size(), limit + 1)));
    bytes.append(piece, 0, static_cast<size_t>(in.gcount()));
  }
  if (in.bad()) return Unreadable(path);
  if (bytes.size() > limit) return errors::TooLarge(path, bytes.size(), limit);
  return bytes;
}

// DOCX is an archive.
bool IsDocument(absl::string_view bytes) {
  return absl::StartsWith(bytes, "PK\x03\x04") || absl::StartsWith(bytes, "%PDF");
}

// Whoever fills in a number that a document left open answers the note on the cell with it.
void DropAnsweredNotes(v1::AnnualReport& report) {
  const Figures figures(report);
  auto& notes = *report.mutable_cell_notes();
  notes.erase(std::remove_if(notes.begin(), notes.end(),
                             [&figures](const v1::CellNote& note) {
                               const CellInfo* cell =
                                   FindCell(note.table(), note.row(), note.column());
                               const bool asks = note.kind() == v1::CellNote::AMBIGUOUS ||
                                                 note.kind() == v1::CellNote::NOT_A_NUMBER ||
                                                 note.kind() == v1::CellNote::NOT_APPLICABLE;
                               return asks && cell != nullptr && figures.has_value(cell->index);
                             }),
              notes.end());
}

}  // namespace

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

absl::StatusOr<std::string> ReadBytes(const std::string& path, size_t limit) {
  if (path == "-") return ReadStream(std::cin, path, limit);
  std::error_code error;
  if (!fs::exists(path, error)) return Unreadable(path);
  if (fs::is_directory(path, error)) return IsFolder(path);
  const auto size = fs::file_size(path, error);
  if (!error && size > limit) return errors::TooLarge(path, size, limit);
  std::ifstream file(path, std::ios::binary);
  if (!file) return Unreadable(path);
  return ReadStream(file, path, limit);
}

absl::StatusOr<std::string> ReadText(const std::string& path, size_t limit) {
  OGI_ASSIGN_OR_RETURN(const std::string bytes, ReadBytes(path, limit));
  absl::StatusOr<DecodedText> decoded = DecodeText(bytes);
  if (!decoded.ok()) return About(path, decoded.status());
  return std::move(decoded->text);
}

absl::Status WriteFile(const std::string& path, absl::string_view bytes) {
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  const std::string unfinished = path + ".unfinished";
  std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
  file << bytes;
  file.close();
  if (file) fs::rename(unfinished, path, error);
  if (file && !error) return absl::OkStatus();
  fs::remove(unfinished, error);
  return LocalError(absl::StrCat("无法写入 ", path, "，请检查权限和磁盘空间。"),
                    absl::StrCat("Cannot write ", path, "; check permissions and disk space."));
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
  OGI_ASSIGN_OR_RETURN(const std::string bytes, ReadBytes(path, limits::kMaxReportFileBytes));
  if (IsDocument(bytes)) {
    return InputError(absl::StrCat(path, " 是 Word 或 PDF 文件，这里只收 JSON；请用 ogictl file ",
                                   path, " 直接报送。"),
                      absl::StrCat(path,
                                   " is a Word or PDF file, and JSON is wanted here; file it with "
                                   "ogictl file ",
                                   path, "."));
  }
  absl::StatusOr<DecodedText> decoded = DecodeText(bytes);
  if (!decoded.ok()) return About(path, decoded.status());
  const std::string& text = decoded->text;
  v1::AnnualReport report;
  OGI_RETURN_IF_ERROR(ParseJson(text, path, &report));
  DropAnsweredNotes(report);
  // On a stream, one message too large for the server would end them all.
  if (report.ByteSizeLong() > limits::kMaxReportBytes) {
    return errors::TooLarge(path, report.ByteSizeLong(), limits::kMaxReportBytes);
  }
  return report;
}

}  // namespace ogi::cli
