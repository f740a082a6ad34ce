// Reads protobuf JSON that people wrote.
#ifndef OGI_CLIENTS_CLI_INPUT_PARSE_JSON_H_
#define OGI_CLIENTS_CLI_INPUT_PARSE_JSON_H_

#include <google/protobuf/message.h>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace ogi::cli {

// Reads one message. `text` must be UTF-8. Unknown and repeated fields are errors. An error names
// line, column and field, and what to do; `source` says whose lines these are, e.g. a file's name.
absl::Status ParseJson(absl::string_view text, absl::string_view source,
                       google::protobuf::Message* message);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_INPUT_PARSE_JSON_H_
