#include "tests/support/certificates.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "tests/support/process.h"

namespace ogi {

Certificates::Certificates() {
  const ProgramResult result =
      RunProgram({"/usr/bin/env", "bash", OGI_MAKE_CERTIFICATES, directory_.path()});
  if (result.exit_code == 0) return;
  std::cerr << OGI_MAKE_CERTIFICATES << ": " << result.output;
  std::abort();
}

std::string Certificates::Text(absl::string_view file) const { return ReadFile(Path(file)); }

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void ReplaceFile(const std::string& path, absl::string_view text) {
  const std::string fresh = path + ".new";
  std::ofstream(fresh, std::ios::binary) << text;
  if (std::rename(fresh.c_str(), path.c_str()) != 0) std::abort();
}

}  // namespace ogi
