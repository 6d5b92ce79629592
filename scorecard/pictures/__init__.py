"""Every chart that pages show and files carry: tables and ids in, pictures out. A door; knows nothing of Streamlit."""
