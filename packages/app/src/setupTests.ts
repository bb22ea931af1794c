import '@flytower/cloud-react/setupTests';
