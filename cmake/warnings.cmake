# Warnings of our own code; generated code and system headers are exempt.
add_library(ogi_warnings INTERFACE)
target_compile_options(ogi_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  # Designated initialisers leave out what has a default.
  -Wno-missing-field-initializers -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these falsely on std::string and std::optional at -O2 and above.
  target_compile_options(ogi_warnings INTERFACE -Wno-maybe-uninitialized -Wno-restrict
    -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds)
endif()
