// Errors in words that a clerk can act on.
#ifndef OGI_CLIENTS_CLI_TEXT_ERROR_TEXT_H_
#define OGI_CLIENTS_CLI_TEXT_ERROR_TEXT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cli/text/language.h"

namespace ogi::cli {

// Lines, each with its newline: what went wrong, every bad field with its official cell label where
// it is one, and when to try again. `server` is where the client was told to go.
std::string ErrorText(const absl::Status& status, absl::string_view server, Language language);

// The official label of the cell that a field path ends in, e.g.
// `report.table_three.refused.state_secret.total`; empty where it is none.
std::string CellLabelOfField(absl::string_view field);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_ERROR_TEXT_H_
