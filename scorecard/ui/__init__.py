"""The screen: the only home of Streamlit, Plotly and HTML."""
