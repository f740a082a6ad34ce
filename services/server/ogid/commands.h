// What ogid does beside serving. Each command prints for the operator, in both languages, and
// answers the exit code.
#ifndef OGI_SERVICES_SERVER_OGID_COMMANDS_H_
#define OGI_SERVICES_SERVER_OGID_COMMANDS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "services/server/server.h"

namespace ogi {

struct Arguments {
  ServerOptions server;
  std::string administrator;
  std::string backup_directory;
  int keep = 0;
  std::optional<int64_t> backup_id;
  // Checks records alone, not files and contents.
  bool quick = false;
  // Of the directory that is restored; empty if it is lost too.
  std::string witness;
};

// Prints what went wrong, if anything did.
int Report(const absl::Status& status);

int Init(const Arguments& arguments);
int Backup(const Arguments& arguments);
int ListAll(const Arguments& arguments);
int Verify(const Arguments& arguments);
int Restore(const Arguments& arguments);
int AcceptClock(const Arguments& arguments);
int DeclareGap(const Arguments& arguments);
int Check(const Arguments& arguments);

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_OGID_COMMANDS_H_
