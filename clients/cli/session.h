// What a command works with: the words of the command line, where to write, and the server.
#ifndef OGI_CLIENTS_CLI_SESSION_H_
#define OGI_CLIENTS_CLI_SESSION_H_

#include <istream>
#include <memory>
#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/text/language.h"
#include "clients/cpp/client.h"

namespace ogi::cli {

enum class Output { kTable, kJson, kCells };

struct Settings {
  Language language = Language::kChinese;
  Output output = Output::kTable;
  client::ClientOptions client;
  // As typed; `client.token` runs it. Empty for none.
  std::string token_command;
};

// Where ogictl runs. Outlives the session.
struct Terminal {
  // Results; with --output json, errors too.
  std::ostream& out;
  // Errors and progress.
  std::ostream& err;
  // Whether a person looks at `err`.
  bool show_progress;
  const client::Environment& environment;
  // Where a person answers questions; null where none would.
  std::istream* answers = nullptr;
};

class Session {
 public:
  Session(const Settings& settings, const Terminal& terminal)
      : settings_(settings), terminal_(terminal) {}

  const Settings& settings() const { return settings_; }
  const Terminal& terminal() const { return terminal_; }
  std::ostream& out() const { return terminal_.out; }
  Language language() const { return settings_.language; }
  bool json() const { return settings_.output == Output::kJson; }
  absl::string_view Words(absl::string_view chinese, absl::string_view english) const {
    return Pick(settings_.language, chinese, english);
  }

  // The server's client; the same at every call.
  absl::StatusOr<client::Client*> Connect();

  // An error in words, as lines.
  std::string Describe(const absl::Status& status) const;
  // Tells an error that ends the command.
  ExitCode Fail(const absl::Status& status) const;

 private:
  const Settings settings_;
  const Terminal terminal_;
  std::unique_ptr<client::Client> client_;
};

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_SESSION_H_
