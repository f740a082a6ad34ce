// ZIP archives in memory.
#ifndef OGI_TESTS_IMPORT_ZIP_FILE_H_
#define OGI_TESTS_IMPORT_ZIP_FILE_H_

#include <string>
#include <utility>
#include <vector>

namespace ogi::import_test {

// The archive's bytes. `entries` are names with contents, each compressed.
std::string ZipFile(const std::vector<std::pair<std::string, std::string>>& entries);

}  // namespace ogi::import_test

#endif  // OGI_TESTS_IMPORT_ZIP_FILE_H_
