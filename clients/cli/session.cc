#include "clients/cli/session.h"

#include <utility>

#include "clients/cli/text/error_text.h"
#include "clients/cli/text/json.h"

namespace ogi::cli {

absl::StatusOr<client::Client*> Session::Connect() {
  if (client_ == nullptr) {
    absl::StatusOr<std::unique_ptr<client::Client>> client =
        client::Client::Connect(settings_.client, terminal_.environment);
    if (!client.ok()) return AsLocalError(client.status());
    client_ = *std::move(client);
  }
  return client_.get();
}

std::string Session::Describe(const absl::Status& status) const {
  return ErrorText(status, settings_.client.target, settings_.language);
}

ExitCode Session::Fail(const absl::Status& status) const {
  if (json()) {
    terminal_.out << ErrorToJson(status) << "\n";
  } else {
    terminal_.err << Describe(status);
  }
  return ExitCodeOf(status);
}

}  // namespace ogi::cli
