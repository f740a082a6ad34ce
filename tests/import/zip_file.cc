#include "tests/import/zip_file.h"

#include <zip.h>

#include <cstdlib>

namespace ogi::import_test {

std::string ZipFile(const std::vector<std::pair<std::string, std::string>>& entries) {
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  if (source == nullptr) std::abort();
  // Closing the archive would free it.
  zip_source_keep(source);
  zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, nullptr);
  if (archive == nullptr) std::abort();
  for (const auto& [name, content] : entries) {
    zip_source_t* entry = zip_source_buffer(archive, content.data(), content.size(), 0);
    if (zip_file_add(archive, name.c_str(), entry, ZIP_FL_ENC_UTF_8) < 0) std::abort();
  }
  if (zip_close(archive) != 0) std::abort();

  std::string bytes;
  zip_stat_t stat;
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) std::abort();
  bytes.resize(stat.size);
  if (zip_source_read(source, bytes.data(), bytes.size()) != static_cast<zip_int64_t>(stat.size)) {
    std::abort();
  }
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

}  // namespace ogi::import_test
