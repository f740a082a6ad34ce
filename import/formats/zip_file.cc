#include "import/formats/zip_file.h"

#include <zip.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/limits.h"

namespace ogi {
namespace {

absl::Status Damaged() {
  return errors::DocumentNotReadable(
      "文件已损坏或不完整。请重新取得文件，或用 Word 打开后另存为 .docx 后重试。",
      "The file is damaged or incomplete. Get it again, or open it in Word, save it as .docx, and "
      "try "
      "again.");
}

// Files that the archive says it has, by the last record of its end. Told before libzip makes room
// for them.
int CountFiles(absl::string_view bytes) {
  static constexpr size_t kEndBytes = 22;
  static constexpr size_t kLongestComment = 0xFFFF;
  const absl::string_view tail =
      bytes.substr(bytes.size() - std::min(bytes.size(), kEndBytes + kLongestComment));
  int most = 0;
  for (size_t at = tail.find("PK\x05\x06"); at != absl::string_view::npos;
       at = tail.find("PK\x05\x06", at + 1)) {
    if (tail.size() - at < kEndBytes) break;
    const auto byte = [&](size_t offset) { return static_cast<unsigned char>(tail[at + offset]); };
    most = std::max(most, byte(10) + 256 * byte(11));
  }
  return most;
}

}  // namespace

void ZipFile::Closer::operator()(struct zip* archive) const { zip_discard(archive); }

absl::StatusOr<ZipFile> ZipFile::Open(absl::string_view bytes) {
  if (CountFiles(bytes) > limits::kMaxPackedFiles) {
    return errors::DocumentBeyondLimit(
        absl::StrCat("压缩包中的文件超过 ", limits::kMaxPackedFiles, " 个"),
        absl::StrCat("There are more than ", limits::kMaxPackedFiles, " files in the archive"));
  }
  zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  if (source == nullptr) return Damaged();
  zip_t* const archive = zip_open_from_source(source, ZIP_RDONLY, nullptr);
  if (archive == nullptr) {
    zip_source_free(source);
    return Damaged();
  }
  return ZipFile(archive);
}

bool ZipFile::Has(const std::string& name) const {
  return zip_name_locate(archive_.get(), name.c_str(), 0) >= 0;
}

absl::StatusOr<std::string> ZipFile::Read(const std::string& name) const {
  const absl::Status too_large = errors::DocumentBeyondLimit(
      absl::StrCat("文件中的 ", name, " 超过 ", limits::kMaxPackedPartBytes >> 20, " MiB"),
      absl::StrCat(name, " in the file is larger than ", limits::kMaxPackedPartBytes >> 20,
                   " MiB"));
  zip_stat_t stat;
  if (zip_stat(archive_.get(), name.c_str(), 0, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0) {
    return Damaged();
  }
  if (stat.size > limits::kMaxPackedPartBytes) return too_large;
  zip_file_t* const file = zip_fopen(archive_.get(), name.c_str(), 0);
  if (file == nullptr) return Damaged();
  std::string content;
  zip_int64_t size = 0;
  char buffer[16 << 10];
  while (content.size() <= limits::kMaxPackedPartBytes &&
         (size = zip_fread(file, buffer, sizeof(buffer))) > 0) {
    content.append(buffer, static_cast<size_t>(size));
  }
  zip_fclose(file);
  if (size < 0) return Damaged();
  if (content.size() > limits::kMaxPackedPartBytes) return too_large;
  return content;
}

}  // namespace ogi
