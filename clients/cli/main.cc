#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "clients/cli/app.h"

int main(int argc, char** argv) {
  // gRPC's own lines help nobody here: what went wrong is told in the user's words.
  setenv("GRPC_VERBOSITY", "NONE", /*replace=*/0);
  try {
    const ogi::cli::Terminal terminal{std::cout, std::cerr, isatty(STDERR_FILENO) != 0,
                                      ogi::client::SystemEnvironment(),
                                      isatty(STDIN_FILENO) != 0 ? &std::cin : nullptr};
    const auto code =
        ogi::cli::RunOgictl(std::vector<std::string>(argv + 1, argv + argc), terminal);
    std::cout.flush();
    // A full disk or a closed pipe: what was to be written is lost.
    return static_cast<int>(std::cout ? code : ogi::cli::ExitCode::kLocalError);
  } catch (const std::exception& error) {
    // From the standard library or CLI11; ours reports by status.
    std::cerr << "ogictl: " << error.what() << "\n";
    return static_cast<int>(ogi::cli::ExitCode::kLocalError);
  }
}
