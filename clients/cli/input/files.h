// Reads what a clerk hands over.
#ifndef OGI_CLIENTS_CLI_INPUT_FILES_H_
#define OGI_CLIENTS_CLI_INPUT_FILES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi::cli {

// A whole file as UTF-8 (DecodeText). `-` is standard input. Larger than `limit` bytes is an error,
// told before it is read.
absl::StatusOr<std::string> ReadText(const std::string& path, size_t limit);

// A whole file as it is; as ReadText otherwise.
absl::StatusOr<std::string> ReadBytes(const std::string& path, size_t limit);

// Replaces a file, or makes it: at no moment does half of it stand there. Its folder is made.
absl::Status WriteFile(const std::string& path, absl::string_view bytes);

// An error about a file, with the file's name before each of its lines.
absl::Status About(const std::string& path, const absl::Status& status);

// The files named, and every *.json under the folders named, in the order of their paths. A path
// that does not exist, or a folder without any, is an error.
absl::StatusOr<std::vector<std::string>> FindReportFiles(const std::vector<std::string>& paths);

// A report as protobuf JSON. No larger than the server takes.
absl::StatusOr<v1::AnnualReport> ReadReport(const std::string& path);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_INPUT_FILES_H_
