// Protobuf JSON, both ways.
#ifndef OGI_CLIENTS_CLI_JSON_H_
#define OGI_CLIENTS_CLI_JSON_H_

#include <google/protobuf/message.h>

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/rpc/status.pb.h"

namespace ogi::cli {

// Reads one message. `text` must be UTF-8. Unknown and repeated fields are errors. An error names
// line, column and field, and what to do; `source` says whose lines these are, e.g. a file's name.
absl::Status ParseJson(absl::string_view text, absl::string_view source,
                       google::protobuf::Message* message);

// Fields are named as in the .proto files. Equal messages give equal texts. No newline at the end.
std::string ToJson(const google::protobuf::Message& message);
// Indented, for people.
std::string ToPrettyJson(const google::protobuf::Message& message);

// {"error": …}: a google.rpc.Status. Details of unknown types are left out.
std::string ErrorToJson(const absl::Status& status);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_JSON_H_
